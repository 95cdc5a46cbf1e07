import pytest

NAMESPACES = "/api/v1/namespaces"
MAPS = f"{NAMESPACES}/shop/configmaps"
PRICES = f"{MAPS}/prices"
PODS = f"{NAMESPACES}/shop/pods"
MERGE = "application/merge-patch+json"
A_SPEC = {"schedulerName": "nobody", "containers": [{"name": "web", "image": "web"}]}
A_POD = {"metadata": {"name": "web"}, "spec": A_SPEC}


def a_map(name="prices", **metadata):
    return {"metadata": {"name": name, **metadata}}


def owner(found, **more):
    return {
        "apiVersion": found["apiVersion"],
        "kind": found["kind"],
        "name": found["metadata"]["name"],
        "uid": found["metadata"]["uid"],
        **more,
    }


def names(api, path=MAPS):
    return [each["metadata"]["name"] for each in api.get(path)["items"]]


def test_what_is_gone_at_once_is_answered_with_a_status(api):
    created = api.create(MAPS, a_map())

    answer = api.call("DELETE", PRICES)

    assert answer.body == {
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Success",
        "details": {
            "name": "prices",
            "kind": "configmaps",
            "uid": created["metadata"]["uid"],
        },
    }
    assert not api.is_there(PRICES)


def test_the_status_names_the_group_where_there_is_one(api):
    leases = "/apis/coordination.k8s.io/v1/namespaces/shop/leases"
    api.create(leases, a_map("leader"))

    details = api.call("DELETE", f"{leases}/leader").ok()["details"]

    assert (details["group"], details["kind"]) == ("coordination.k8s.io", "leases")


def test_a_pod_that_is_gone_at_once_is_answered_with_the_pod(api):
    created = api.create(PODS, A_POD)

    assert api.call("DELETE", f"{PODS}/web").ok() == created
    assert not api.is_there(f"{PODS}/web")


def test_what_is_missing_is_not_found(api):
    assert api.call("DELETE", PRICES).refusal == (
        404,
        "NotFound",
        'configmaps "prices" not found',
    )


@pytest.mark.parametrize("name", ["default", "kube-system", "kube-public"])
def test_a_namespace_of_the_cluster_itself_is_not_deleted(api, name):
    assert api.call("DELETE", f"{NAMESPACES}/{name}").refusal == (
        403,
        "Forbidden",
        f'namespaces "{name}" is forbidden: this namespace may not be deleted',
    )


@pytest.mark.parametrize(
    ("preconditions", "message"),
    [
        ({"uid": "1-2"}, "Precondition failed: UID in precondition: 1-2, UID in object meta: "),
        (
            {"resourceVersion": "1"},
            "Precondition failed: ResourceVersion in precondition: 1, ResourceVersion in object",
        ),
    ],
)
def test_what_is_not_as_it_has_to_be_is_not_deleted(api, preconditions, message):
    api.create(MAPS, a_map())

    answer = api.call("DELETE", PRICES, {"preconditions": preconditions})

    assert (answer.status, answer.body["reason"]) == (409, "Conflict")
    assert message in answer.body["message"]
    assert api.is_there(PRICES)


def test_what_is_as_it_has_to_be_is_deleted(api):
    metadata = api.create(MAPS, a_map())["metadata"]
    wanted = {"uid": metadata["uid"], "resourceVersion": metadata["resourceVersion"]}

    assert api.call("DELETE", PRICES, {"preconditions": wanted}).status == 200


@pytest.mark.parametrize(("query", "options"), [("?dryRun=All", None), ("", {"dryRun": ["All"]})])
def test_a_dry_run_deletes_nothing(api, query, options):
    api.create(MAPS, a_map())

    assert api.call("DELETE", f"{PRICES}{query}", options).body["status"] == "Success"
    assert api.is_there(PRICES)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"dryRun": ["yes"]}, 'dryRun: Unsupported value: ["yes"]: supported values: "All"'),
        ({"dryRun": "All"}, 'dryRun: Unsupported value: "All": supported values: "All"'),
        (
            {"propagationPolicy": "Never"},
            ('propagationPolicy: Unsupported value: "Never": supported values: "Background",'
            ' "Foreground", "Orphan", "nil"'),
        ),
        (
            {"propagationPolicy": "Orphan", "orphanDependents": True},
            ('propagationPolicy: Invalid value: "Orphan": orphanDependents and deletionPropagation'
            " cannot be both set"),
        ),
    ],
)  # fmt: skip
def test_options_that_cannot_be_are_refused(api, options, message):
    api.create(MAPS, a_map())

    answer = api.call("DELETE", PRICES, options)

    assert answer.refusal == (
        422,
        "Invalid",
        f'DeleteOptions.meta.k8s.io "" is invalid: {message}',
    )


@pytest.mark.parametrize(
    "options",
    [
        {"preconditions": "x"},
        {"preconditions": {"uid": 7}},
        {"gracePeriodSeconds": "soon"},
        {"gracePeriodSeconds": []},
        {"orphanDependents": "x"},
        {"orphanDependents": "true"},
        {"orphanDependents": 1},
        {"orphanDependents": []},
        {"kind": "Pod", "apiVersion": "v1"},
        {"kind": 5},
        {"kind": "DeleteOptions", "apiVersion": "v9"},
        {"kind": "DeleteOptions", "apiVersion": ["v1"]},
        [],
        5,
    ],
    ids=repr,
)
@pytest.mark.parametrize("path", [PRICES, MAPS])
def test_options_of_other_types_are_refused(api, options, path):
    api.create(MAPS, a_map())

    assert api.call("DELETE", path, options).refusal[:2] == (400, "BadRequest")
    assert api.is_there(PRICES)


@pytest.mark.parametrize("version", ["v1", "meta.k8s.io/v1", "apps/v1", "policy/v1beta1", "", None])
def test_options_may_be_of_the_version_of_any_group(api, version):
    api.create(MAPS, a_map())

    api.call("DELETE", PRICES, {"kind": "DeleteOptions", "apiVersion": version}).ok()

    assert not api.is_there(PRICES)


# Finalizers


def test_what_a_finalizer_holds_is_only_marked(api):
    created = api.create(MAPS, a_map(finalizers=["example.com/audit"]))

    marked = api.call("DELETE", PRICES).ok()

    assert marked["kind"] == "ConfigMap"
    assert marked["metadata"]["deletionTimestamp"].endswith("Z")
    assert marked["metadata"]["deletionGracePeriodSeconds"] == 0
    assert marked["metadata"]["resourceVersion"] > created["metadata"]["resourceVersion"]
    assert api.get(PRICES) == marked


def test_what_is_marked_is_marked_once(api):
    api.create(MAPS, a_map(finalizers=["example.com/audit"]))
    marked = api.call("DELETE", PRICES).ok()

    assert api.call("DELETE", PRICES).ok() == marked


def test_what_is_marked_goes_with_its_last_finalizer(api):
    api.create(MAPS, a_map(finalizers=["example.com/a", "example.com/b"]))
    api.call("DELETE", PRICES).ok()

    one_less = {"metadata": {"finalizers": ["example.com/b"]}}
    assert api.call("PATCH", PRICES, one_less, MERGE).status == 200
    assert api.is_there(PRICES)
    assert api.call("PATCH", PRICES, {"metadata": {"finalizers": None}}, MERGE).status == 200
    assert not api.is_there(PRICES)


def test_a_dry_run_that_takes_the_last_finalizer_removes_nothing(api):
    api.create(MAPS, a_map(finalizers=["example.com/a"]))
    api.call("DELETE", PRICES).ok()

    free = {"metadata": {"finalizers": []}}
    assert api.call("PATCH", f"{PRICES}?dryRun=All", free, MERGE).status == 200
    assert api.is_there(PRICES)


def test_what_is_marked_gets_no_more_finalizers(api):
    api.create(MAPS, a_map(finalizers=["example.com/a"]))
    api.call("DELETE", PRICES).ok()

    more = {"metadata": {"finalizers": ["example.com/a", "example.com/b"]}}
    assert api.call("PATCH", PRICES, more, MERGE).causes == {
        "metadata.finalizers": (
            "Forbidden: no new finalizers can be added if the object is being deleted, found new"
            ' finalizers []string{"example.com/b"}'
        )
    }


# Owners


@pytest.fixture
def family(api):
    """A config map, one that it owns, and one that that one owns."""
    parent = api.create(MAPS, a_map("parent"))
    child = api.create(MAPS, a_map("child", ownerReferences=[owner(parent)]))
    api.create(MAPS, a_map("grandchild", ownerReferences=[owner(child)]))
    return parent


@pytest.mark.parametrize("policy", ["Background", "Foreground", None])
def test_an_owner_takes_along_what_it_owns(api, family, policy):
    api.call("DELETE", f"{MAPS}/parent", {"propagationPolicy": policy} if policy else None).ok()

    assert names(api) == []


@pytest.mark.parametrize("options", [{"propagationPolicy": "Orphan"}, {"orphanDependents": True}])
def test_an_owner_that_orphans_leaves_what_it_owns(api, family, options):
    api.call("DELETE", f"{MAPS}/parent", options).ok()

    assert names(api) == ["child", "grandchild"]
    assert "ownerReferences" not in api.get(f"{MAPS}/child")["metadata"]
    assert "ownerReferences" in api.get(f"{MAPS}/grandchild")["metadata"]


def test_the_policy_may_stand_in_the_query(api, family):
    api.call("DELETE", f"{MAPS}/parent?propagationPolicy=Orphan").ok()

    assert names(api) == ["child", "grandchild"]


def test_what_has_two_owners_goes_with_the_second(api):
    one, other = api.create(MAPS, a_map("one")), api.create(MAPS, a_map("other"))
    api.create(MAPS, a_map("child", ownerReferences=[owner(one), owner(other)]))

    api.call("DELETE", f"{MAPS}/one").ok()
    assert api.get(f"{MAPS}/child")["metadata"]["ownerReferences"] == [owner(other)]
    api.call("DELETE", f"{MAPS}/other").ok()
    assert names(api) == []


def test_in_the_foreground_an_owner_waits_for_what_blocks_it(api):
    parent = api.create(MAPS, a_map("parent"))
    held = {"finalizers": ["example.com/a"]}
    references = [owner(parent, blockOwnerDeletion=True)]
    api.create(MAPS, a_map("child", ownerReferences=references, **held))

    answer = api.call("DELETE", f"{MAPS}/parent", {"propagationPolicy": "Foreground"}).ok()

    assert answer["metadata"]["finalizers"] == ["foregroundDeletion"]
    assert names(api) == ["child", "parent"]
    assert "deletionTimestamp" in api.get(f"{MAPS}/child")["metadata"]
    api.call("PATCH", f"{MAPS}/child", {"metadata": {"finalizers": None}}, MERGE).ok()
    assert names(api) == []


def test_in_the_foreground_an_owner_does_not_wait_for_what_does_not_block_it(api):
    parent = api.create(MAPS, a_map("parent"))
    held = {"finalizers": ["example.com/a"]}
    api.create(MAPS, a_map("child", ownerReferences=[owner(parent)], **held))

    api.call("DELETE", f"{MAPS}/parent", {"propagationPolicy": "Foreground"}).ok()

    assert names(api) == ["child"]


def test_in_the_background_an_owner_does_not_wait(api):
    parent = api.create(MAPS, a_map("parent"))
    held = {"finalizers": ["example.com/a"]}
    references = [owner(parent, blockOwnerDeletion=True)]
    api.create(MAPS, a_map("child", ownerReferences=references, **held))

    api.call("DELETE", f"{MAPS}/parent").ok()

    assert names(api) == ["child"]
    assert "deletionTimestamp" in api.get(f"{MAPS}/child")["metadata"]


def a_cycle(api, names, **metadata):
    """Config maps of which each is owned by the one before, and the first by the last."""
    made = [api.create(MAPS, a_map(name, **metadata)) for name in names]
    for number, each in enumerate(made):
        references = [owner(made[number - 1], blockOwnerDeletion=True)]
        patch = {"metadata": {"ownerReferences": references}}
        api.call("PATCH", f"{MAPS}/{each['metadata']['name']}", patch, MERGE).ok()


@pytest.mark.parametrize("cycle", ["a", "ab", "abc", "abcdefgh"])
@pytest.mark.parametrize("policy", ["Background", "Foreground"])
def test_owners_in_a_cycle_go_together(api, cycle, policy):
    a_cycle(api, cycle)

    api.call("DELETE", f"{MAPS}/a?propagationPolicy={policy}").ok()

    assert names(api) == []


def test_owners_in_a_cycle_go_once_their_finalizers_are_gone(api):
    a_cycle(api, "abc", finalizers=["example.com/a"])
    api.call("DELETE", f"{MAPS}/b?propagationPolicy=Foreground").ok()
    assert names(api) == ["a", "b", "c"]

    for name in "cab":
        api.call("PATCH", f"{MAPS}/{name}", {"metadata": {"finalizers": None}}, MERGE).ok()

    assert names(api) == []


def test_a_long_line_of_owners_goes_as_a_whole(api):
    found = api.create(MAPS, a_map("m000"))
    for number in range(1, 300):
        found = api.create(MAPS, a_map(f"m{number:03}", ownerReferences=[owner(found)]))

    api.call("DELETE", f"{MAPS}/m000", {"propagationPolicy": "Foreground"}).ok()

    assert names(api) == []


# Namespaces


def test_a_namespace_takes_along_what_is_in_it(api):
    api.create(MAPS, a_map())
    api.create(PODS, A_POD)

    answer = api.call("DELETE", f"{NAMESPACES}/shop").ok()

    assert answer["status"]["phase"] == "Terminating"
    assert "deletionTimestamp" in answer["metadata"]
    assert not api.is_there(f"{NAMESPACES}/shop")
    assert api.get(PODS)["items"] == []
    assert api.call("GET", PRICES).status == 404


def test_a_namespace_waits_for_what_a_finalizer_holds(api):
    api.create(MAPS, a_map(finalizers=["example.com/a"]))

    api.call("DELETE", f"{NAMESPACES}/shop").ok()

    conditions = api.get(f"{NAMESPACES}/shop")["status"]["conditions"]
    assert {each["type"]: each["message"] for each in conditions} == {
        "NamespaceContentRemaining": (
            "Some resources are remaining: configmaps has 1 resource instances"
        ),
        "NamespaceFinalizersRemaining": (
            "Some content in the namespace has finalizers remaining: example.com/a in 1 resource"
            " instances"
        ),
    }
    assert "deletionTimestamp" in api.get(PRICES)["metadata"]


def test_a_namespace_on_its_way_out_gets_nothing_new(api):
    api.create(MAPS, a_map(finalizers=["example.com/a"]))
    api.call("DELETE", f"{NAMESPACES}/shop").ok()

    answer = api.call("POST", MAPS, a_map("more"))

    assert answer.refusal == (
        403,
        "Forbidden",
        (
            'configmaps "more" is forbidden: unable to create new content in namespace shop because'
            " it is being terminated"
        ),
    )
    assert answer.body["details"]["causes"] == [
        {
            "reason": "NamespaceTerminating",
            "message": "namespace shop is being terminated",
            "field": "metadata.namespace",
        }
    ]


def test_a_namespace_goes_with_the_last_thing_in_it(api):
    api.create(MAPS, a_map(finalizers=["example.com/a"]))
    api.call("DELETE", f"{NAMESPACES}/shop").ok()

    api.call("PATCH", PRICES, {"metadata": {"finalizers": None}}, MERGE).ok()

    assert not api.is_there(f"{NAMESPACES}/shop")


def test_a_namespace_is_made_again_once_it_is_gone(api):
    api.call("DELETE", f"{NAMESPACES}/shop").ok()

    assert api.call("POST", NAMESPACES, a_map("shop")).status == 201


# Definitions

DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
TEAS = "/apis/example.com/v1/namespaces/shop/teas"
A_DEFINITION = {
    "metadata": {"name": "teas.example.com"},
    "spec": {
        "group": "example.com",
        "scope": "Namespaced",
        "names": {"plural": "teas", "kind": "Tea"},
        "versions": [
            {
                "name": "v1",
                "served": True,
                "storage": True,
                "subresources": {"status": {}},
                "schema": {"openAPIV3Schema": {"type": "object"}},
            }
        ],
    },
}


def define(api):
    api.create(DEFINITIONS, A_DEFINITION)
    status = {"conditions": [{"type": "Established", "status": "True"}]}
    path = f"{DEFINITIONS}/teas.example.com/status"
    api.call("PATCH", path, {"status": status}, MERGE).ok()


def test_a_definition_takes_along_the_objects_of_its_kind(api):
    define(api)
    api.create(TEAS, a_map("green"))

    answer = api.call("DELETE", f"{DEFINITIONS}/teas.example.com").ok()

    assert answer["metadata"]["finalizers"] == ["customresourcecleanup.apiextensions.k8s.io"]
    assert not api.is_there(f"{DEFINITIONS}/teas.example.com")
    define(api)
    assert names(api, TEAS) == []


def test_a_definition_waits_for_objects_that_a_finalizer_holds(api):
    define(api)
    api.create(TEAS, a_map("green", finalizers=["example.com/a"]))

    api.call("DELETE", f"{DEFINITIONS}/teas.example.com").ok()
    assert api.is_there(f"{DEFINITIONS}/teas.example.com")
    assert api.call("POST", TEAS, a_map("black")).refusal == (
        405,
        "MethodNotAllowed",
        "create not allowed while custom resource definition is terminating",
    )
    api.call("PATCH", f"{TEAS}/green", {"metadata": {"finalizers": None}}, MERGE).ok()

    assert not api.is_there(f"{DEFINITIONS}/teas.example.com")


# Collections


def test_a_collection_is_deleted_as_far_as_the_selectors_choose(api):
    api.create(MAPS, a_map("a", labels={"app": "web"}))
    api.create(MAPS, a_map("b", labels={"app": "db"}))
    api.create(MAPS, a_map("c", labels={"app": "web"}, finalizers=["example.com/a"]))

    answer = api.call("DELETE", f"{MAPS}?labelSelector=app%3Dweb").ok()

    assert answer["kind"] == "ConfigMapList"
    assert [each["metadata"]["name"] for each in answer["items"]] == ["a", "c"]
    assert names(api) == ["b", "c"]


def test_a_collection_is_deleted_in_one_namespace_only(api):
    api.create(NAMESPACES, a_map("other"))
    api.create(MAPS, a_map())
    api.create(f"{NAMESPACES}/other/configmaps", a_map())

    api.call("DELETE", MAPS).ok()

    assert names(api) == []
    assert names(api, f"{NAMESPACES}/other/configmaps") == ["prices"]


def test_a_dry_run_deletes_nothing_of_a_collection(api):
    api.create(MAPS, a_map())

    assert len(api.call("DELETE", f"{MAPS}?dryRun=All").ok()["items"]) == 1
    assert names(api) == ["prices"]


def test_a_collection_with_owners_is_deleted_and_shown_as_it_was(api, family):
    before = api.get(MAPS)["items"]

    assert api.call("DELETE", MAPS).ok()["items"] == before
    assert names(api) == []


def test_what_owns_in_the_foreground_and_is_marked_already_stays_so(api):
    parent = api.create(MAPS, a_map("parent", finalizers=["example.com/a"]))
    api.create(MAPS, a_map("child", ownerReferences=[owner(parent)]))
    api.call("DELETE", f"{MAPS}/parent").ok()

    assert names(api) == ["child", "parent"]
    api.call("PATCH", f"{MAPS}/parent", {"metadata": {"finalizers": None}}, MERGE).ok()
    assert names(api) == []


def test_what_is_in_a_namespace_and_owned_there_goes_once(api, family):
    api.call("DELETE", f"{NAMESPACES}/shop").ok()

    assert names(api, "/api/v1/configmaps?fieldSelector=metadata.namespace%3Dshop") == []


def test_an_owner_in_two_places_of_a_line_is_released_once(api):
    one = api.create(MAPS, a_map("one"))
    two = api.create(MAPS, a_map("two", ownerReferences=[owner(one, blockOwnerDeletion=True)]))
    references = [owner(one, blockOwnerDeletion=True), owner(two, blockOwnerDeletion=True)]
    api.create(MAPS, a_map("three", ownerReferences=references))

    api.call("DELETE", f"{MAPS}/one", {"propagationPolicy": "Foreground"}).ok()

    assert names(api) == []
