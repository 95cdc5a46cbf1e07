import pytest

MAPS = "/api/v1/namespaces/shop/configmaps"
PRICES = f"{MAPS}/prices"
JSON_PATCH = "application/json-patch+json"
MERGE = "application/merge-patch+json"
STRATEGIC = "application/strategic-merge-patch+json"
A_VALUE = (
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.',"
    " and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or"
    " '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
)


@pytest.fixture
def prices(api):
    return api.create(
        MAPS, {"metadata": {"name": "prices", "labels": {"app": "shop"}}, "data": {"tea": "3"}}
    )


@pytest.mark.parametrize(
    ("content_type", "patch"),
    [
        (JSON_PATCH, [{"op": "add", "path": "/data/rice", "value": "5"}]),
        (MERGE, {"data": {"rice": "5"}}),
        (STRATEGIC, {"data": {"rice": "5"}}),
    ],
)
def test_a_patch_changes_what_it_names_and_nothing_else(api, prices, content_type, patch):
    answer = api.call("PATCH", PRICES, patch, content_type)

    assert answer.status == 200
    assert answer.body["data"] == {"tea": "3", "rice": "5"}
    assert answer.body["metadata"]["labels"] == {"app": "shop"}
    assert answer.body == api.get(PRICES)
    before, after = prices["metadata"], answer.body["metadata"]
    assert int(after["resourceVersion"]) > int(before["resourceVersion"])
    assert (after["uid"], after["creationTimestamp"]) == (
        before["uid"],
        before["creationTimestamp"],
    )


def test_a_patch_of_something_that_is_missing_is_not_found(api):
    answer = api.call("PATCH", PRICES, {"data": {}}, MERGE)

    assert answer.refusal == (404, "NotFound", 'configmaps "prices" not found')


def test_a_patch_that_changes_nothing_keeps_the_version(api, prices):
    answer = api.call("PATCH", PRICES, {"data": {"tea": "3"}}, MERGE)

    assert answer.body == prices


def test_a_patch_for_another_version_conflicts(api, prices):
    answer = api.call("PATCH", PRICES, {"metadata": {"resourceVersion": "1"}}, MERGE)

    assert answer.refusal == (
        409,
        "Conflict",
        (
            'Operation cannot be fulfilled on configmaps "prices": the object has been modified;'
            " please apply your changes to the latest version and try again"
        ),
    )


def test_a_patch_for_the_present_version_is_done(api, prices):
    patch = {"metadata": {"resourceVersion": prices["metadata"]["resourceVersion"]}, "data": None}

    assert "data" not in api.call("PATCH", PRICES, patch, MERGE).ok()


@pytest.mark.parametrize(
    ("patch", "refusal"),
    [
        (
            {"metadata": {"name": "other"}},
            (
                400,
                "BadRequest",
                "the name of the object (other) does not match the name on the URL (prices)",
            ),
        ),
        (
            {"metadata": {"uid": "1-2"}},
            (
                422,
                "Invalid",
                (
                    'ConfigMap "prices" is invalid: metadata.uid: Invalid value: "1-2": field is'
                    " immutable"
                ),
            ),
        ),
        (
            {"metadata": {"labels": {"a": "b c"}}},
            (
                422,
                "Invalid",
                f'ConfigMap "prices" is invalid: metadata.labels: Invalid value: "b c": {A_VALUE}',
            ),
        ),
    ],
)
def test_a_patch_that_makes_what_cannot_be_is_refused(api, prices, patch, refusal):
    assert api.call("PATCH", PRICES, patch, MERGE).refusal == refusal
    assert api.get(PRICES) == prices


def test_another_kind_of_patch_is_refused(api, prices):
    assert api.call("PATCH", PRICES, {}, "application/json").status == 415


def test_a_dry_run_of_a_patch_shows_what_would_be_and_keeps_nothing(api, prices):
    dry = api.call("PATCH", f"{PRICES}?dryRun=All", {"data": {"tea": "4"}}, MERGE).ok()

    assert dry["data"] == {"tea": "4"}
    assert dry["metadata"]["resourceVersion"] == prices["metadata"]["resourceVersion"]
    assert api.get(PRICES) == prices


@pytest.mark.parametrize("op", ["copy", "add"])
def test_a_patch_that_makes_too_large_an_object_is_refused_and_changes_nothing(api, prices, op):
    value = {"x": "x" * 1_600_000}
    steps = {
        "copy": [{"op": "copy", "from": "/data", "path": f"/data/x{each}"} for each in range(22)],
        "add": [{"op": "add", "path": "/data", "value": value}],
    }

    answer = api.call("PATCH", PRICES, steps[op], JSON_PATCH)

    assert (
        answer.refusal[:2]
        == {
            "copy": (413, "RequestEntityTooLarge"),
            "add": (500, "InternalError"),
        }[op]
    )
    assert "too large" in answer.body["message"] or "exceeding" in answer.body["message"]
    assert api.get(PRICES) == prices
