import pytest

MAPS = "/api/v1/namespaces/shop/configmaps"
NAMESPACES = "/api/v1/namespaces"
A_MAP = {
    "apiVersion": "v1",
    "kind": "ConfigMap",
    "metadata": {"name": "prices", "labels": {"app": "shop"}},
    "data": {"tea": "3"},
}


def named(name, **metadata):
    return {"metadata": {"name": name, **metadata}}


def test_a_created_object_is_answered_with_what_the_server_sets(api):
    answer = api.call("POST", MAPS, A_MAP)

    assert answer.status == 201
    metadata = answer.body["metadata"]
    assert list(answer.body) == ["kind", "apiVersion", "metadata", "data"]
    assert metadata["namespace"] == "shop"
    assert metadata["labels"] == {"app": "shop"}
    assert len(metadata["uid"]) == 36
    assert metadata["creationTimestamp"].endswith("Z")
    assert int(metadata["resourceVersion"]) > 0


def test_a_created_object_is_what_is_read_then(api):
    created = api.create(MAPS, A_MAP)

    assert api.get(f"{MAPS}/prices") == created


def test_a_body_need_not_say_its_kind_and_version(api):
    created = api.create(MAPS, named("prices"))

    assert (created["kind"], created["apiVersion"]) == ("ConfigMap", "v1")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("uid", "11111111-2222-3333-4444-555555555555"),
        ("creationTimestamp", "2001-01-01T00:00:00Z"),
        ("creationTimestamp", None),
        ("deletionTimestamp", "2001-01-01T00:00:00Z"),
        ("deletionGracePeriodSeconds", 5),
        ("generation", 7),
        ("selfLink", "/x"),
        ("labels", {}),
        ("finalizers", []),
        ("nonsense", "x"),
    ],
)
def test_what_a_caller_says_of_what_the_server_sets_is_left_out(api, name, value):
    created = api.create(MAPS, named("prices", **{name: value}))

    assert created["metadata"].get(name) != value


def test_a_version_of_zero_means_none(api):
    assert api.call("POST", MAPS, named("prices", resourceVersion="0")).status == 201


@pytest.mark.parametrize(
    ("path", "body", "refusal"),
    [
        (
            MAPS,
            {**A_MAP, "kind": "Secret"},
            (
                400,
                "BadRequest",
                'ConfigMap in version "v1" cannot be handled as a ConfigMap: it is a Secret',
            ),
        ),
        (
            MAPS,
            {**A_MAP, "apiVersion": "v2"},
            (
                400,
                "BadRequest",
                "the API version in the data (v2) does not match the expected API version (v1)",
            ),
        ),
        (
            MAPS,
            named("prices", namespace="other"),
            (
                400,
                "BadRequest",
                ("the namespace of the provided object does not match the namespace sent on the"
                " request"),
            ),
        ),
        (
            MAPS,
            named("prices", labels={"a": 1}),
            (
                400,
                "BadRequest",
                ('ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot'
                " unmarshal number into Go struct field ObjectMeta.metadata.labels of type string"),
            ),
        ),
        (
            MAPS,
            {"metadata": "prices"},
            (
                400,
                "BadRequest",
                ('ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot'
                " unmarshal string into Go struct field ConfigMap.metadata of type v1.ObjectMeta"),
            ),
        ),
        (
            "/api/v1/namespaces/nowhere/configmaps",
            named("prices"),
            (404, "NotFound", 'namespaces "nowhere" not found'),
        ),
        (
            NAMESPACES,
            named("shop"),
            (409, "AlreadyExists", 'namespaces "shop" already exists'),
        ),
        (
            MAPS,
            named("prices", resourceVersion="7"),
            (
                500,
                "InternalError",
                "resourceVersion should not be set on objects to be created",
            ),
        ),
        (
            MAPS,
            {},
            (
                422,
                "Invalid",
                ('ConfigMap "" is invalid: metadata.name: Required value: name or generateName is'
                " required"),
            ),
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_created_is_refused_in_words(api, path, body, refusal):
    assert api.call("POST", path, body).refusal == refusal


def test_a_generated_name_begins_as_asked_and_is_another_one_each_time(api):
    names = {
        api.create(MAPS, {"metadata": {"generateName": "prices-"}})["metadata"]["name"]
        for _ in range(20)
    }

    assert len(names) == 20
    assert all(name.startswith("prices-") and len(name) == 12 for name in names)


def test_a_long_beginning_of_a_name_leaves_room_for_the_rest(api):
    created = api.create(MAPS, {"metadata": {"generateName": "a" * 80}})

    assert len(created["metadata"]["name"]) == 63


def test_a_dry_run_answers_what_would_be_and_keeps_nothing(api):
    version = api.get(MAPS)["metadata"]["resourceVersion"]

    dry = api.create(f"{MAPS}?dryRun=All", A_MAP)

    assert (dry["kind"], len(dry["metadata"]["uid"])) == ("ConfigMap", 36)
    assert "resourceVersion" not in dry["metadata"]
    assert api.get(MAPS)["metadata"]["resourceVersion"] == version
    assert not api.is_there(f"{MAPS}/prices")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("dryRun=yes", 'dryRun: Unsupported value: "yes": supported values: "All"'),
        (
            "fieldValidation=no",
            ('fieldValidation: Unsupported value: "no": supported values: "Ignore", "Strict",'
            ' "Warn"'),
        ),
        (
            f"fieldManager={'x' * 129}",
            "fieldManager: Too long: may not be more than 128 bytes",
        ),
        (
            "fieldManager=a%00b",
            'fieldManager: Invalid value: "a\\u0000b": should only contain printable characters',
        ),
    ],
)  # fmt: skip
def test_an_option_that_cannot_be_is_refused(api, query, message):
    answer = api.call("POST", f"{MAPS}?{query}", A_MAP)

    assert answer.refusal == (
        422,
        "Invalid",
        f'CreateOptions.meta.k8s.io "" is invalid: {message}',
    )


@pytest.mark.parametrize(
    ("validation", "status", "warnings"),
    [
        ("", 201, ('299 - "unknown field \\"metadata.colour\\""',)),
        ("Warn", 201, ('299 - "unknown field \\"metadata.colour\\""',)),
        ("Ignore", 201, ()),
        ("Strict", 400, ()),
    ],
)
def test_an_unknown_field_of_metadata_is_treated_as_the_caller_asks(
    api, validation, status, warnings
):
    answer = api.call("POST", f"{MAPS}?fieldValidation={validation}", named("a", colour="red"))

    assert (answer.status, answer.warnings) == (status, warnings)


def test_an_object_that_etcd_would_not_take_is_refused(api):
    answer = api.call("POST", MAPS, {**A_MAP, "data": {"a": "x" * 1_600_000}})

    assert answer.refusal == (500, "InternalError", "etcdserver: request is too large")


def test_a_warning_says_what_is_kept_and_not_enforced(api):
    role = {"metadata": {"name": "reader"}, "rules": []}

    answer = api.call("POST", "/apis/rbac.authorization.k8s.io/v1/namespaces/shop/roles", role)

    assert answer.status == 201
    assert len(answer.warnings) == 1
    assert answer.warnings[0].startswith('299 - "')
