"""The journal: listed, counted, cleared, exported, and used to judge a client."""

import json

import pytest

from tests.support.builders import PASSWORD, a_create_body
from tests.support.http import control
from tests.support.scenario_client import A_SCENARIO

pytestmark = pytest.mark.every_type

# What is wrong with the second creation first.
REFUSALS = {"swarm": "InvalidPassword.Malformed", "ack": "InvalidParameter.LoginPassword"}


def password_in(body):
    """The password of a creation's body, whatever the cluster type."""
    if "password" in body:
        return body["password"]
    [pool] = body["nodepools"]
    return pool["scaling_group"]["login_password"]


@pytest.fixture
async def journal(api):
    """Some calls, good and bad, and a way to use the control plane."""
    created = await (await api.post("/clusters", json=a_create_body(odd="field"))).json()
    await api.post("/clusters", json=a_create_body(password="short"))
    await api.get(f"/clusters/{created['cluster_id']}")
    await api.get("/nowhere")

    async def control(path="calls", method="GET", **how):
        answer = await api.request(method, f"/_simulator/{path}", **how)
        return answer.status, await answer.json()

    return control


async def test_every_call_is_there_with_what_was_answered(journal, cluster_type):
    status, answer = await journal()
    assert (status, answer["total"]) == (200, 4)
    first, second, third, last = answer["calls"]
    assert (first["operation"], first["status"], first["code"]) == ("CreateCluster", 202, None)
    assert first["answer"]["cluster_id"] == first["cluster_id"] == third["cluster_id"]
    assert password_in(first["body"]) == "***"
    assert first["unread"] == ["odd"]
    assert second["code"] == second["answer"]["code"] == REFUSALS[cluster_type]
    assert (third["method"], third["operation"]) == ("GET", "DescribeClusterDetail")
    assert (last["operation"], last["code"]) == (None, "InvalidAction.NotFound")
    assert PASSWORD not in json.dumps(answer)


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("operation=CreateCluster", 2),
        ("status=4xx", 2),
        ("code=Invalid*&method=post", 1),
        ("path=/nowhere", 1),
        ("limit=1", 4),
        ("since=2027-01-01T00:00:00Z", 0),
    ],
)
async def test_calls_are_chosen(journal, query, total):
    status, answer = await journal(f"calls?{query}")
    assert (status, answer["total"]) == (200, total)
    if "limit" in query:
        assert len(answer["calls"]) == 1


@pytest.mark.parametrize(
    "query",
    [
        "verb=GET",
        "since=yesterday",
        "status=9x9x",
        "status=44",
        "since=2020-01-01T00:00:00Z&until=2019-01-01T00:00:00Z",
        "limit=many",
        "limit=-1",
    ],
)
async def test_a_question_that_makes_no_sense_is_refused(journal, query):
    status, answer = await journal(f"calls?{query}")
    assert (status, bool(answer["message"])) == (400, True)


@pytest.mark.parametrize("query", ["phase=replay", "kind=lost_replay", "verdict=fired"])
async def test_decisions_are_not_chosen_by_what_no_decision_has(journal, query):
    status, answer = await journal(f"decisions?{query}")
    assert (status, answer["code"]) == (400, "BadRequest")
    assert "reply" in answer["message"] or "outcome" in answer["message"]


async def test_calls_are_counted(journal, cluster_type):
    _, answer = await journal("calls/count")
    assert answer == {
        "total": 4,
        "dropped": 0,
        "operations": {
            "CreateCluster": {"OK": 1, REFUSALS[cluster_type]: 1},
            "DescribeClusterDetail": {"OK": 1},
            "(none)": {"InvalidAction.NotFound": 1},
        },
    }


async def test_the_journal_is_cleared_and_nothing_else(api, journal):
    assert (await journal(method="DELETE"))[1] == {"cleared": 4}
    assert (await journal())[1]["total"] == 0
    assert len(await (await api.get("/clusters")).json()) == 1
    assert (await journal())[1]["total"] == 1


async def test_calls_are_exported_as_lines(api, journal):
    answer = await api.get("/_simulator/calls/export?operation=CreateCluster")
    lines = [json.loads(line) for line in (await answer.text()).splitlines()]
    assert lines == (await journal("calls?operation=CreateCluster"))[1]["calls"]


async def test_calls_are_exported_as_an_http_archive(journal):
    _, answer = await journal("calls/export?format=har")
    entries = answer["log"]["entries"]
    assert answer["log"]["version"] == "1.2"
    assert [entry["response"]["status"] for entry in entries] == [202, 400, 200, 404]
    posted = json.loads(entries[0]["request"]["postData"]["text"])
    assert password_in(posted) == "***"
    assert (await journal("calls/export?format=csv"))[0] == 400


async def test_the_journal_of_a_tenant_is_its_own(journal, api):
    await api.post("/_simulator/tenants", json={"name": "other"})
    assert (await journal("calls?tenant=other"))[1]["total"] == 0


# ---- judging a client, in virtual time


async def poll(api, pauses):
    """A client that polls, pausing on the tenant's clock."""
    created = await (await api.post("/clusters", json=a_create_body())).json()
    for pause in pauses:
        await api.get(f"/tasks/{created['task_id']}")
        await api.post("/_simulator/clock/advance", json={"by": pause})


BACKS_OFF = {
    "calls": {"operation": "DescribeTaskInfo"},
    "gap": {"min": "1s", "growing": True},
}


async def test_a_client_that_backs_off_passes(api):
    await poll(api, [1, 2, 4, 8, 16, 32])
    body = {"expectations": [BACKS_OFF, {"count": {"max": 10}}]}
    answer = await (await api.post("/_simulator/calls/verify", json=body)).json()
    assert answer["passed"] is True
    assert [each["passed"] for each in answer["verdicts"]] == [True, True]


async def test_a_client_with_a_fixed_interval_fails_and_the_calls_are_named(api):
    await poll(api, [2, 2, 2, 2])
    body = {"expectations": [BACKS_OFF]}
    answer = await (await api.post("/_simulator/calls/verify", json=body)).json()
    [verdict] = answer["verdicts"]
    assert (answer["passed"], verdict["passed"]) == (False, False)
    assert verdict["reason"] == "expected more than the 2 s before between two calls, found 2 s"
    assert [call["number"] for call in verdict["calls"]] == [3, 4]
    assert verdict["expectation"] == BACKS_OFF


@pytest.mark.parametrize(
    ("body", "piece"),
    [
        ({}, "expectations"),
        ({"expectations": []}, "expectations"),
        ({"expectations": {"count": 1}}, "expectations"),
        ({"expectations": [{"count": 1}, {"counts": 1}]}, "[1].counts: unknown key (did you mean"),
        ({"expectations": [{"count": 1}], "more": 1}, "unknown field"),
    ],
)
async def test_expectations_that_make_no_sense_are_refused(api, body, piece):
    answer = await api.post("/_simulator/calls/verify", json=body)
    found = await answer.json()
    assert (answer.status, piece in found["message"]) == (400, True), found


async def test_calls_and_resources_are_verified_together(api):
    await api.post("/clusters", json=a_create_body())
    expected = [
        {"calls": {"operation": "CreateCluster"}, "count": 1},
        {"clusters": {"name": "my-test-cluster", "state": "initial"}, "count": 1},
        {"tasks": {"operation": "CreateCluster"}, "count": 1},
        {"nodes": {"state": "running"}, "count": 0},
        {"kubernetes": {"kind": "Pod"}, "count": 0},
        {"invariant": "no_orphans"},
    ]
    answer = await control(api, "POST", "calls/verify", {"expectations": expected})
    assert [verdict["reason"] for verdict in answer["verdicts"]] == [None] * 6
    assert answer["passed"] is True


async def test_rules_of_the_scenario_in_force_are_verified(api):
    rule = {"id": "slow", "when": {"operation": "CreateCluster"}, "then": {"slow": 2}}
    await control(api, "PUT", "scenario", {**A_SCENARIO, "rules": [rule]})
    body = {"expectations": [{"rule": "slow", "hits": 0}]}
    assert (await control(api, "POST", "calls/verify", body))["passed"] is True
    body = {"expectations": [{"rule": "slaw", "hits": 0}]}
    refused = await control(api, "POST", "calls/verify", body, status=400)
    assert refused["message"].endswith("there is no rule 'slaw' (did you mean 'slow'?)")


@pytest.mark.parametrize(
    ("expected", "message"),
    [
        ({"calls": {"operation": "CreateClustr"}, "count": 1}, "mean 'CreateCluster'?"),
        ({"invariant": {"calls_per_second": {"operation": "CreateClustr"}}}, "'CreateCluster'?"),
        ({"clusters": {"state": "runing"}, "count": 1}, "mean 'running'?"),
        ({"tasks": {"error_code": "NoStok"}, "count": 1}, "there is no code 'NoStok'"),
        ({"calls": {"method": "GOT"}, "count": 1}, "there is no method 'GOT'"),
        ({"calls": {}, "order": ["DescribeCluster"]}, "there is no operation 'DescribeCluster'"),
        ({"cluster": {}, "count": 1}, "mean 'clusters'?"),
        ({"rule": "any", "hits": 1}, "there is no rule 'any'"),
        ({"clusters": {}}, "clusters goes with count"),
        ({"kubernetes": {"kind": "Pods"}, "count": 1}, "mean 'Pod'?"),
    ],
)
async def test_expectations_that_name_what_there_is_not_are_refused(api, expected, message):
    body = {"expectations": [{"calls": {}, "count": 0}, expected]}
    refused = await control(api, "POST", "calls/verify", body, status=400)
    assert refused["message"].startswith("expectations[1]")
    assert message in refused["message"]


async def test_calls_are_chosen_by_the_program_that_made_them(api):
    for agent in ("terraform/1.9", "x" * 300, "a\u202eb"):
        await (await api.get("/clusters", headers={"User-Agent": agent})).json()

    found = (await control(api, "GET", "calls?user_agent=terraform*"))["calls"]
    every = (await control(api, "GET", "calls"))["calls"]

    assert [call["user_agent"] for call in found] == ["terraform/1.9"]
    assert [call["user_agent"] for call in every] == ["terraform/1.9", "x" * 200, "a\\u202eb"]


async def test_of_what_a_program_says_of_itself_no_secret_is_kept(api):
    await (await api.get("/clusters", headers={"User-Agent": "web/1 (token=S3cr3t-77)"})).json()

    kept = (await control(api, "GET", "calls"))["calls"]

    assert [call["user_agent"] for call in kept] == ["web/1 (token=***"]
