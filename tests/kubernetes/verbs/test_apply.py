import pytest

PRICES = "/api/v1/namespaces/shop/configmaps/prices"
APPLY = "application/apply-patch+yaml"
ME = "?fieldManager=me"


def configuration(**data):
    return {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "prices"},
        "data": data,
    }


def apply(api, query, body):
    return api.call("PATCH", PRICES + query, body, APPLY)


def managers(body):
    return [(each["manager"], each["operation"]) for each in body["metadata"]["managedFields"]]


def test_applying_makes_an_object_that_is_missing(api):
    first = apply(api, ME, configuration(tea="3"))
    second = apply(api, ME, configuration(tea="3"))

    assert (first.status, second.status) == (201, 200)
    assert first.body == second.body == api.get(PRICES)
    assert managers(first.body) == [("me", "Apply")]


def test_applying_changes_only_what_is_said(api):
    api.create("/api/v1/namespaces/shop/configmaps", configuration(tea="3"))

    applied = apply(api, ME, configuration(rice="5")).ok()

    assert applied["data"] == {"tea": "3", "rice": "5"}
    assert len(applied["metadata"]["managedFields"]) == 2


def test_an_edited_field_is_a_conflict_unless_it_is_forced(api):
    apply(api, ME, configuration(tea="3"))
    edit = {"data": {"tea": "4"}}
    api.call("PATCH", f"{PRICES}?fieldManager=you", edit, "application/merge-patch+json").ok()

    refused = apply(api, ME, configuration(tea="3"))

    assert refused.refusal == (
        409,
        "Conflict",
        'Apply failed with 1 conflict: conflict with "you" using v1: .data.tea',
    )
    assert refused.body["details"]["causes"][0]["reason"] == "FieldManagerConflict"
    assert apply(api, f"{ME}&force=true", configuration(tea="3")).ok()["data"] == {"tea": "3"}


def test_applying_without_a_manager_is_refused(api):
    assert apply(api, "", configuration()).refusal == (
        422,
        "Invalid",
        (
            'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for'
            " apply patch"
        ),
    )


def test_only_an_apply_is_forced(api):
    answer = api.call("PATCH", f"{PRICES}?force=true", {}, "application/merge-patch+json")

    assert answer.refusal == (
        422,
        "Invalid",
        (
            'PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for'
            " non-apply patch"
        ),
    )


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            {**configuration(), "metadata": {"name": "other"}},
            "the name of the object (other) does not match the name on the URL (prices)",
        ),
        ({**configuration(), "metadata": {}}, "name must be provided"),
    ],
)
def test_a_configuration_is_about_the_object_of_the_path(api, body, words):
    assert apply(api, ME, body).refusal == (400, "BadRequest", words)


@pytest.mark.parametrize("name", ["apiVersion", "kind"])
@pytest.mark.parametrize("value", [None, "", 5, ["v1"]])
@pytest.mark.parametrize("is_there", [True, False])
def test_a_configuration_says_what_it_is(api, name, value, is_there):
    if is_there:
        apply(api, ME, configuration(tea="3")).ok()

    answer = apply(api, ME, {**configuration(tea="4"), name: value})

    assert answer.refusal == (
        400,
        "BadRequest",
        f"error decoding patch: {name} is missing, or is no text",
    )
    assert api.is_there(PRICES) is is_there


def test_an_object_that_is_gone_is_not_applied_again_by_its_uid(api):
    gone = {**configuration(tea="3"), "metadata": {"name": "prices", "uid": "1-2"}}

    assert apply(api, ME, gone).refusal == (
        409,
        "Conflict",
        (
            'Operation cannot be fulfilled on configmaps "prices": uid mismatch: the provided'
            " object specified uid 1-2, and no existing object was found"
        ),
    )
    assert not api.is_there(PRICES)


def test_a_dry_run_of_applying_keeps_nothing(api):
    assert apply(api, f"{ME}&dryRun=All", configuration(tea="3")).status == 201
    assert api.call("GET", PRICES).status == 404
