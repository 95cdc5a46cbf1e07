"""What lint finds is refused by the control plane in the same words, or answered as a warning."""

import pytest

from tests.support.builders import a_create_body
from tests.support.http import control
from tests.support.scenario_client import A_SCENARIO

NAMES_OF_NOTHING = [
    ({"when": {"stage": "ecs"}, "then": "reset"}, "leave stage out"),
    ({"when": {"state": "runing"}, "then": "reset"}, "'running'"),
    ({"when": {"operation": "DescribeClusters", "stage": "ecs"}, "then": "stuck"}, "CreateCluster"),
    ({"when": {"operation": "DeleteCluster"}, "then": "flapping"}, "leave_slb"),
    ({"then": {"throttled_inside": {"tries": 1_000_000}}}, "write 100 or less"),
    ({"then": {"throttle": {"rate": "0.0000000000001/h"}}}, "from 0.00001/h"),
    ({"when": {"cluster": "/(a)\\1/"}, "then": "reset"}, "is not known"),
    ({"then": {"delay": "10m"}}, "write less"),
]

SINCE_EVER = {"calls": {"since": "0001-01-01T00:00:00+14:00"}, "count": 0}


@pytest.fixture
async def api(an_api):
    return await an_api()


@pytest.mark.parametrize(("rule", "advice"), NAMES_OF_NOTHING)
@pytest.mark.parametrize("method", ["PUT", "PATCH"])
async def test_a_rule_that_can_never_act_is_refused_with_advice(api, method, rule, advice):
    rules = [{"id": "a", **rule}]
    refused = await control(api, method, "faults", {"rules": rules}, status=400)
    assert advice in refused["message"]
    assert (await control(api, "GET", "faults"))["faults"] == []


async def test_what_has_no_effect_is_answered_as_a_warning(api):
    ghost = {"id": "a", "when": {"body": {"name": "ghost-*"}}, "then": "ghost_success"}
    answers = [
        await control(api, "PUT", "faults", {"rules": [ghost]}),
        await control(api, "PATCH", "faults", {"rules": [ghost]}),
        await control(api, "PUT", "scenario", {**A_SCENARIO, "rules": [ghost]}),
    ]
    for answer in answers:
        [warning] = answer["warnings"]
        assert warning["code"] == "W105"
        assert "{glob: ghost-*}" in warning["message"]


async def test_a_good_rule_has_no_warnings(api):
    answer = await control(api, "PATCH", "faults", {"rules": [{"id": "a", "then": "reset"}]})
    assert answer["warnings"] == []


async def test_rules_in_force_are_not_judged_again_when_another_one_goes(api):
    rules = [{"id": "a", "then": "reset"}, {"id": "b", "when": {"zone_id": "z"}, "then": "hang"}]
    await control(api, "PUT", "faults", {"rules": rules})
    left = await control(api, "DELETE", "faults/a")
    assert [rule["id"] for rule in left["faults"]] == ["b"]
    assert "warnings" not in left


@pytest.mark.parametrize("name", ["x" * 5000, "x" * 200 + "/" + "y" * 300, "a\0b", "../" * 2000])
async def test_a_name_that_no_file_can_have_is_not_found(api, name):
    refused = await control(api, "PUT", "scenario", {"name": name}, status=404)
    assert len(refused["message"]) < 2000


@pytest.mark.parametrize(
    ("method", "path", "body", "piece"),
    [
        ("PUT", "clock", {"rate": 1e-9}, "from 0.001 to 1e+06"),
        ("PUT", "clock", {"rate": 1e300}, "from 0.001 to 1e+06"),
        ("POST", "clock/advance", {"to": "0001-01-01T00:00:00+14:00"}, "years 1 to 9999"),
        ("POST", "clock/advance", {"to": "9999-01-01T00:00:00Z"}, "out of simulated time"),
        ("POST", "tenants", {"clock": {"rate": 0}}, "from 0.001"),
        ("POST", "tenants", {"clock": {"start": "0001-01-01T00:00:00+14:00"}}, "years 1 to"),
        ("POST", "tenants", {"clock": {"start": "0001-01-01T00:00:00Z"}}, "out of simulated time"),
        ("POST", "tenants", {"quotas": {"nodes_per_cluster": 10_001}}, "from 0 to 10000"),
        ("PUT", "fixtures", {"quotas": {"nodes_per_cluster": 10_001}}, "from 0 to 10000"),
        ("POST", "calls/verify", {"expectations": [SINCE_EVER]}, "years 1 to 9999"),
    ],
)  # fmt: skip
async def test_numbers_and_instants_out_of_bounds_are_refused_in_words(
    api, method, path, body, piece
):
    refused = await control(api, method, path, body, status=400)
    assert piece in refused["message"]


async def test_a_timeline_at_the_end_of_time_is_shown_and_runs(api):
    await control(api, "POST", "clock/advance", {"to": "9000-01-01T00:00:00Z"})
    rules = [
        {"id": "late", "when": {"stage": "ecs"}, "then": {"slow": 10_000}},
        {"id": "gone", "then": {"ready_then_lost": {"after": 999_999_999, "lasts": 999_999_999}}},
        {
            "id": "ends",
            "then": "reset",
            "when": {"operation": "DescribeImages"},
            "ttl": 999_999_999,
        },
    ]
    durations = {"CreateCluster": {"ecs": 999_999_999, "boot": 999_999_999}}
    timeline = [{"at": 999_999_999, "do": "lose_node", "for": 999_999_999}]
    scenario = {**A_SCENARIO, "rules": rules, "durations": durations, "timeline": timeline}
    await control(api, "PUT", "scenario", scenario)
    async with api.request("POST", "/clusters", json=a_create_body(size=1)) as response:
        assert response.status == 202
    for path in ("scenario", "faults", "timeline", "clock", "clusters", "tasks"):
        await control(api, "GET", path)
    advanced = await control(api, "POST", "clock/advance", {"until": "idle"})
    assert advanced["now"] == "9999-12-31T23:59:59.999999Z"
    for path in ("/clusters", "/events"):
        async with api.request("GET", path) as response:
            assert response.status == 200
