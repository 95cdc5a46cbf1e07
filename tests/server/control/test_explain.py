"""``calls/{id}/explain``: the true reason why each rule did not act on a call."""

import pytest

from tests.support.builders import a_create_body
from tests.support.scenario_client import ScenarioClient

HANGZHOU = "cn-hangzhou"


@pytest.fixture
async def client(an_api):
    return ScenarioClient(await an_api())


async def explained(client, *rules, path="/clusters", headers=None, body=None):
    """The reasons by rule, and the decisions, of a creation under these rules."""
    await client.rules(*({"id": f"r{n}"} | rule for n, rule in enumerate(rules)))
    body = body or a_create_body()
    async with client.api.post(path, json=body, headers=headers) as answer:
        request_id = answer.headers["x-acs-request-id"]
    explanation = await client.control("GET", f"calls/{request_id}/explain")
    reasons = {rule["rule"]: rule["reason"] for rule in explanation["not_matched"]}
    outcomes = {decision["rule"]: decision["outcome"] for decision in explanation["decisions"]}
    return reasons, outcomes


# Each rule alone, and why it does not match: CreateCluster of "my-test-cluster" in cn-beijing, by
# the body and in spite of the query, with a header x-test: yes.
REASONS = {
    "operation": ({"when": {"operation": "Delete*"}}, "operation is CreateCluster, not Delete*"),
    "operations": (
        {"when": {"operation": ["DeleteCluster", "Describe*"]}},
        "operation is CreateCluster, not DeleteCluster or Describe*",
    ),
    "another header": ({"when": {"headers": {"x-other": "*"}}}, "headers.x-other did not match"),
    "its value": ({"when": {"headers": {"x-test": "no"}}}, "headers.x-test did not match"),
    "region": ({"when": {"region_id": HANGZHOU}}, "region_id did not match"),
    "zone": ({"when": {"zone_id": "cn-beijing-a"}}, "zone_id did not match"),
    "instance type": ({"when": {"instance_type": "ecs.x*"}}, "instance_type did not match"),
    "account": ({"when": {"account": "somebody"}}, "account did not match"),
    "state": ({"when": {"state": "running"}}, "state did not match"),
    "body": ({"when": {"body": {"size": {"gte": 9}}}}, "body.size did not match"),
    "time": ({"when": {"time": {"after": "10:00", "before": "11:00"}}}, "time did not match"),
    "name": ({"when": {"cluster": "other"}}, "cluster is my-test-cluster, not other"),
    "names": (
        {"when": {"cluster": ["one", "other"]}},
        "cluster is my-test-cluster, not one or other",
    ),
    "pattern of names": ({"when": {"cluster": "o*"}}, "cluster did not match"),
    "a step": ({"then": "no_stock"}, "it acts on the steps of tasks, not on calls"),
    "a phase of reads": (
        {"phase": "read", "then": {"error": "InternalError"}},
        "the call never came to its phase",
    ),
}


@pytest.mark.parametrize("case", REASONS)
async def test_a_rule_that_does_not_match_has_the_reason(client, case):
    rule, reason = REASONS[case]

    reasons, outcomes = await explained(
        client,
        {"then": "outage"} | rule,
        path=f"/clusters?RegionId={HANGZHOU}",
        headers={"x-test": "yes"},
    )

    assert (reasons, outcomes) == ({"r0": reason}, {})


# Conditions that the call above does meet, by header and body.
MET = {
    "header": {"headers": {"x-test": "yes"}},
    "region of the body": {"region_id": "cn-beijing"},
    "body": {"body": {"size": {"eq": 2}}},
    "time": {"time": {"after": "08:00", "before": "10:00"}},
    "name": {"cluster": "my-test-cluster"},
}


@pytest.mark.parametrize("case", MET)
async def test_a_rule_that_would_match_is_explained_by_the_rule_that_acted_before_it(client, case):
    first = {"when": {"operation": "CreateCluster"}, "then": "outage"}

    reasons, outcomes = await explained(
        client,
        first,
        {"when": MET[case], "then": "outage"},
        path=f"/clusters?RegionId={HANGZHOU}",
        headers={"x-test": "yes"},
    )

    assert (reasons, outcomes) == ({"r1": "a rule before it (r0) acted"}, {"r0": "fired"})


async def test_the_region_of_the_header_counts_where_the_body_has_none(client):
    first = {"when": {"operation": "CreateCluster"}, "then": "outage"}

    reasons, _ = await explained(
        client,
        first,
        {"when": {"region_id": HANGZHOU}, "then": "outage"},
        headers={"x-acs-region-id": HANGZHOU},
        body=a_create_body(region_id=""),
    )

    assert reasons == {"r1": "a rule before it (r0) acted"}


async def test_a_condition_before_the_rule_that_acted_is_named(client):
    never = {"when": {"headers": {"x-other": "yes"}}, "then": "outage"}

    reasons, outcomes = await explained(client, never, {"then": "outage"}, {"then": "outage"})

    assert reasons == {
        "r0": "headers.x-other did not match",
        "r2": "a rule before it (r1) acted",
    }
    assert outcomes == {"r1": "fired"}


NEVER_COME = {
    "it was refused for its body": ({"size": 99}, "ghost_success"),
    "an earlier phase answered it": ({}, "lost_reply"),
}


@pytest.mark.parametrize("case", NEVER_COME)
async def test_a_call_may_never_come_to_the_phase_of_a_rule(client, case):
    changes, then = NEVER_COME[case]
    rules = [{"then": then}] if changes else [{"then": "outage"}, {"then": then}]

    reasons, _ = await explained(client, *rules, body=a_create_body(**changes))

    assert reasons == {f"r{len(rules) - 1}": "the call never came to its phase"}


async def test_a_call_of_no_operation_came_to_no_phase(client):
    reasons, _ = await explained(
        client,
        {"then": "outage"},
        {"when": {"operation": "CreateCluster"}, "then": "outage"},
        path="/nowhere",
    )

    assert reasons == {
        "r0": "the call never came to its phase",
        "r1": "operation is none, not CreateCluster",
    }


async def test_a_rule_whose_time_was_over_says_so(client):
    await client.rules({"id": "short", "then": "outage", "ttl": "1m"})
    await client.advance(by="2m")
    async with client.api.get("/clusters") as answer:
        request_id = answer.headers["x-acs-request-id"]

    explanation = await client.control("GET", f"calls/{request_id}/explain")

    assert [rule["reason"] for rule in explanation["not_matched"]] == ["its ttl was over"]


LATER = {
    "at another instant": ("1s", "it came into force after the call"),
    "at the same instant": (None, "it came into force after the call"),
}


@pytest.mark.parametrize("when", LATER)
async def test_a_rule_that_came_after_the_call_says_so(client, when):
    passes, reason = LATER[when]
    await client.rules({"id": "first", "when": {"operation": "Delete*"}, "then": "outage"})
    async with client.api.get("/clusters") as answer:
        request_id = answer.headers["x-acs-request-id"]
    if passes:
        await client.advance(by=passes)
    await client.control("PATCH", "faults", {"rules": [{"id": "later", "then": "outage"}]})

    explanation = await client.control("GET", f"calls/{request_id}/explain")

    reasons = {rule["rule"]: rule["reason"] for rule in explanation["not_matched"]}
    assert reasons["later"] == reason


async def test_a_call_without_a_scenario_says_so(client):
    async with client.api.get("/clusters") as answer:
        request_id = answer.headers["x-acs-request-id"]
    await client.scenario(rules=[{"id": "r", "then": "outage"}])

    explanation = await client.control("GET", f"calls/{request_id}/explain")

    (rule,) = explanation["not_matched"]
    assert rule["reason"] == "no scenario was in force when the call was made"
