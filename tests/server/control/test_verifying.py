"""Verifying is refused where nothing is expected, or where the journal lacks the calls."""

import pytest
from aiohttp import ClientConnectionError
from cs_simulator.runtime.moot_options import not_applied
from cs_simulator.server.app import SIMULATOR

from tests.support.builders import a_create_body
from tests.support.http import control
from tests.support.scenario_client import A_SCENARIO

CREATED_ONCE = {"calls": {"operation": "CreateCluster"}, "count": 1}
LISTED_ONCE = {"calls": {"operation": "DescribeClusters*"}, "count": 1}
ONE_CLUSTER = {"clusters": {}, "count": 1}


async def put(api, **parts):
    await control(api, "PUT", "scenario", {**A_SCENARIO, **parts})


async def verify(api, *expectations, status=200):
    if not expectations:
        return await control(api, "POST", "scenario/verify", {}, status=status)
    body = {"expectations": list(expectations)}
    return await control(api, "POST", "calls/verify", body, status=status)


async def refusal(api, *expectations):
    refused = await verify(api, *expectations, status=409)
    return refused["code"], refused["message"]


async def test_a_tenant_without_a_scenario_has_nothing_to_verify(api):
    code, message = await refusal(api)
    assert code == "NothingToVerify"
    assert message == (
        "nothing to verify: there is no scenario;"
        " give expectations, or put a scenario with expect in force"
    )


async def test_a_scenario_that_expects_nothing_has_nothing_to_verify(api):
    await put(api)
    _, message = await refusal(api)
    assert f"the scenario '{A_SCENARIO['metadata']['name']}' expects nothing" in message


@pytest.mark.parametrize(
    ("keeps", "expected", "lacks"),
    [
        ("none", CREATED_ONCE, "--journal none"),
        ("none", {"invariant": "no_duplicates"}, "--journal none"),
        ("none", ONE_CLUSTER, ""),
        ("writes", CREATED_ONCE, ""),
        ("writes", ONE_CLUSTER, ""),
        ("writes", {"calls": {"method": "POST"}, "count": 1}, ""),
        ("writes", LISTED_ONCE, "--journal writes"),
        ("writes", {"calls": {}, "count": 1}, "--journal writes"),
        ("writes", {"order": ["CreateCluster"]}, "--journal writes"),
        ("writes", {"invariant": "no_duplicates"}, "--journal writes"),
        (
            "writes",
            {"calls": {"method": "POST"}, "no_call_after": {"operation": "Describe*"}},
            "--journal writes",
        ),
        ("writes", {"kubernetes_calls": {"verb": "create"}, "count": 0}, ""),
        ("writes", {"kubernetes_calls": {"resource": "pods"}, "count": 0}, "--journal writes"),
        ("writes", {"kubernetes_calls": {"verb": "w*"}, "count": 0}, "--journal writes"),
        ("all", LISTED_ONCE, ""),
    ],
)
async def test_a_journal_without_such_calls_is_not_taken_for_one(an_api, keeps, expected, lacks):
    api = await an_api(journal=keeps)
    await api.post("/clusters", json=a_create_body())
    await (await api.get("/clusters")).json()
    if not lacks:
        assert (await verify(api, expected))["passed"]
        return
    code, message = await refusal(api, ONE_CLUSTER, expected)
    assert code == "JournalIncomplete"
    assert message.startswith("expectation 2 is about calls that the journal does not have: ")
    assert lacks in message


async def test_what_a_scenario_expects_is_not_checked_against_a_cleared_journal(api):
    await put(api, expect=[ONE_CLUSTER, CREATED_ONCE])
    await api.post("/clusters", json=a_create_body())
    assert (await verify(api))["passed"]
    await control(api, "DELETE", "calls")
    code, message = await refusal(api)
    assert code == "JournalIncomplete"
    assert message.startswith("expectation 2 is about calls that")
    assert "it was cleared after them" in message
    assert (await refusal(api, {"invariant": "no_orphans"}))[0] == "JournalIncomplete"


async def test_expectations_that_are_given_are_about_the_calls_since_the_clearing(api):
    await api.post("/clusters", json=a_create_body())
    await control(api, "DELETE", "calls")
    assert (await verify(api, {"calls": {}, "count": 0}))["passed"]


@pytest.mark.parametrize("anew", [("PUT", "scenario"), ("POST", "reset")])
async def test_a_scenario_that_begins_after_the_clearing_has_all_of_its_calls(api, anew):
    scenario = {**A_SCENARIO, "expect": [{"calls": {}, "count": 0}]}
    await api.post("/clusters", json=a_create_body())
    await control(api, "DELETE", "calls")
    if anew[1] == "reset":
        await control(api, *anew, {})
    await control(api, "PUT", "scenario", scenario)
    assert (await verify(api))["passed"]


async def test_that_the_journal_was_cleared_is_known_after_a_reset_that_keeps_calls(api):
    await api.post("/clusters", json=a_create_body())
    await control(api, "DELETE", "calls")
    await control(api, "POST", "reset", {"keep": ["calls"]})
    assert (await refusal(api, {"invariant": "no_orphans"}))[0] == "JournalIncomplete"


@pytest.fixture
async def short(an_api):
    """A simulator whose journals keep twenty calls, which has had more."""
    api = await an_api(journal_limit=20)
    await put(api, expect=[ONE_CLUSTER, CREATED_ONCE])
    await api.post("/clusters", json=a_create_body())
    await poll(api)
    return api


async def poll(api, times=60):
    for _ in range(times):
        await api.get("/clusters")
    await control(api, "GET", "calls")  # so that they are committed
    simulator = api.app[SIMULATOR]
    await simulator.retention.keep_within(simulator.tenants.loaded["default"])


async def test_what_a_scenario_expects_is_not_checked_against_a_journal_that_lost_calls(short):
    code, message = await refusal(short)
    assert code == "JournalIncomplete"
    assert message.startswith("expectation 2 is about calls that the journal does not have: ")
    assert "the oldest " in message
    assert "--journal-limit" in message
    assert (await refusal(short, {"invariant": "no_orphans"}))[0] == "JournalIncomplete"
    assert (await verify(short, ONE_CLUSTER))["passed"]


async def test_expectations_that_are_given_are_not_checked_against_it_either(short):
    assert (await refusal(short, LISTED_ONCE))[0] == "JournalIncomplete"
    await control(short, "DELETE", "calls")
    await short.get("/clusters")
    assert (await verify(short, LISTED_ONCE))["passed"]


async def test_a_scenario_that_begins_after_calls_were_dropped_has_all_of_its_own(short):
    await put(short, expect=[ONE_CLUSTER])
    assert (await verify(short))["passed"]
    await put(short, expect=[{"calls": {"operation": "CreateCluster"}, "count": 0}])
    assert (await verify(short))["passed"]
    await poll(short)
    assert (await refusal(short))[0] == "JournalIncomplete"


async def test_what_was_dropped_is_known_after_a_reset_that_keeps_calls(short):
    await control(short, "POST", "reset", {"keep": ["calls"]})
    assert (await refusal(short, {"invariant": "no_orphans"}))[0] == "JournalIncomplete"
    await control(short, "POST", "reset", {})
    assert (await verify(short, {"invariant": "no_orphans"}))["passed"]


async def test_lists_of_calls_health_and_explain_say_what_was_dropped(short):
    listed = await control(short, "GET", "calls")
    assert listed["total"] + listed["dropped"] == 61
    assert 0 < listed["total"] <= 20
    health = await control(short, "GET", "health")
    assert health["journal"] == {
        "kept": "all", "limit": 20, "size": 268_435_456, "age": None,
    }  # fmt: skip
    journal = health["journals"]["default"]
    assert (journal["calls"], journal["dropped"]) == (listed["total"], listed["dropped"])
    assert journal["since"] == listed["calls"][0]["time"]
    refused = await control(short, "GET", "calls/x/explain", status=404)
    number = listed["dropped"]
    assert f"those up to number {number} were dropped" in refused["message"]


async def test_a_journal_that_could_not_be_written_is_not_taken_for_a_whole_one(api):
    api.app[SIMULATOR].metrics.lost_entries = 1
    assert "some entries could not be written" in (await refusal(api, CREATED_ONCE))[1]
    assert (await verify(api, {"clusters": {}, "count": 0}))["passed"]


async def test_a_tenant_older_than_the_scenario_of_the_server_says_so(an_api, tmp_path):
    database, scenario = str(tmp_path / "state.db"), "ack-lost-create-reply"
    old = await an_api(db=database)
    await old.get("/clusters")
    await control(old, "POST", "tenants", {"name": "other"})
    await old.close()
    api = await an_api(db=database, scenario=scenario)
    _, message = await refusal(api)
    assert message == (
        "nothing to verify: the tenant is older than the scenario of the server, and has none;"
        " cs-simulator reset makes it again, under that scenario"
    )
    [default, others] = await not_applied(api.app[SIMULATOR], ["scenario"])
    assert default.startswith(f"--scenario {scenario} is for new tenants; the tenant default is ")
    assert others == (
        f"--scenario {scenario} is for new tenants; tenants that are there already keep what they"
        " have: other; cs-simulator reset --tenant NAME"
    )
    await control(api, "POST", "reset", {})
    await control(api, "POST", "reset", {}, tenant="other")
    assert await not_applied(api.app[SIMULATOR], ["scenario"]) == []
    assert not (await verify(api))["passed"]


async def test_of_many_tenants_that_follow_no_option_three_are_named(an_api, tmp_path):
    database = str(tmp_path / "state.db")
    old = await an_api(db=database)
    for number in range(5):
        await control(old, "POST", "tenants", {"name": f"t{number}", "clock": "frozen"})
    await control(old, "POST", "tenants", {"name": "of-its-own", "seed": 8})
    await old.close()
    api = await an_api(db=database, seed=8)
    [line] = await not_applied(api.app[SIMULATOR], ["seed"])
    assert "keep what they have: t0, t1, t2 and 2 more; " in line


async def test_a_scenario_that_comes_later_says_what_the_tenant_does_not_take(api):
    later = {**A_SCENARIO, "seed": 99, "clock": {"mode": "scaled"}}
    answer = await control(api, "PUT", "scenario", later)
    assert answer["warnings"] == [
        {
            "code": "SeedNotTaken",
            "message": "seed 99 is for new tenants; this one keeps its seed 0",
        },
        {
            "code": "ClockNotTaken",
            "message": "clock is for new tenants; this one keeps its clock frozen",
        },
    ]
    answer = await control(
        api, "PUT", "scenario", {**later, "seed": 0, "clock": {"mode": "frozen"}}
    )
    assert answer["warnings"] == []


async def test_a_tenant_says_which_scenario_is_in_force(api):
    await control(api, "PUT", "snapshots/before")
    assert (await control(api, "GET", "tenants/default"))["scenario"] is None
    await put(api)
    name = A_SCENARIO["metadata"]["name"]
    assert (await control(api, "GET", "tenants/default"))["scenario"] == name
    assert (await control(api, "POST", "snapshots/before/load"))["scenario"] is None


async def test_a_scenario_whose_rules_are_spent_is_not_taken_for_a_fresh_one(an_api, tmp_path):
    settings = {"db": str(tmp_path / "state.db"), "scenario": "ack-lost-create-reply"}
    api = await an_api(**settings)
    await (await api.get("/clusters")).json()
    assert await not_applied(api.app[SIMULATOR], ["scenario"]) == []
    with pytest.raises(ClientConnectionError):
        await api.post("/clusters", json=a_create_body())
    await api.close()
    api = await an_api(**settings)
    [line] = await not_applied(api.app[SIMULATOR], ["scenario"])
    assert "under it, and answer-is-lost acted as often as it may: cs-simulator reset" in line


async def test_what_is_met_at_present_is_read_with_as_many_calls_as_are_asked_for(api):
    await put(api, expect=[{"calls": {"operation": "DescribeClusters"}, "count": 0}])
    assert (await control(api, "GET", "scenario/verdicts"))["verdicts"][0]["passed"]
    for _ in range(3):
        await api.get("/clusters")
    shown = await control(api, "GET", "scenario/verdicts?limit=2")
    assert [call["number"] for call in shown["verdicts"][0]["calls"]] == [1, 2]
    assert "found 3" in shown["verdicts"][0]["reason"]
    whole = await control(api, "POST", "scenario/verify")
    assert len(whole["verdicts"][0]["calls"]) == 3


async def test_to_read_verdicts_where_there_are_none_is_no_mistake(an_api):
    api = await an_api(journal="none")
    nothing = await control(api, "GET", "scenario/verdicts")
    assert nothing == {"verdicts": [], "problem": None}
    await put(api, expect=[CREATED_ONCE])
    unknown = await control(api, "GET", "scenario/verdicts")
    assert unknown["verdicts"] == []
    assert "--journal none" in unknown["problem"]
