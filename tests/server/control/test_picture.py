"""The picture of a tenant: rows of bars and marks, of the past and of what is expected."""

import pytest
from cs_simulator.cluster_types import registry

from tests.support.scenario_client import ScenarioClient

NO_STOCK = {
    "id": "no-stock",
    "when": {"stage": "ecs", "cluster": "c1"},
    "select": {"index": [0]},
    "then": {"no_stock": {"policy": "keep"}},
}
FLAPS = {
    "id": "flaps",
    "when": {"cluster": "c1"},
    "select": {"index": [1]},
    "then": {"flapping": {"times": 2}},
}
STUCK = {
    "id": "stuck",
    "when": {"cluster": "c1", "stage": "boot"},
    "select": {"index": [2]},
    "then": {"stuck": {}},
}


@pytest.fixture
def client(api):
    return ScenarioClient(api)


async def pictured(client, cluster_id=""):
    query = f"?cluster={cluster_id}" if cluster_id else ""
    return await client.control("GET", f"picture{query}")


async def rows(client, cluster_id=""):
    return {row["id"]: row for row in (await pictured(client, cluster_id))["rows"]}


def labels(picture):
    return [(row["kind"], row["label"]) for row in picture["rows"]]


def stages(row):
    return [(bar["name"], bar["status"]) for bar in row["bars"]]


def marks(row, *kinds):
    return [mark["kind"] for mark in row["marks"] if not kinds or mark["kind"] in kinds]


async def node(client, number):
    found = [row for row in (await pictured(client))["rows"] if row["label"] == f"node {number}"]
    return found[-1]


async def test_an_empty_tenant_has_an_empty_picture(client):
    picture = await pictured(client)
    assert picture["rows"] == []
    assert picture["began"] == picture["now"] == picture["ended"]
    assert picture["is_complete"] is True


async def test_a_cluster_is_drawn_with_its_task_and_its_nodes_to_the_end_of_what_is_expected(
    client,
):
    cluster_id = await client.created(size=2)
    await client.advance(by="20s")
    picture = await pictured(client)
    assert labels(picture) == [
        ("calls", "calls"),
        ("cluster", "c1"),
        ("task", "CreateCluster"),
        ("node", "node 1"),
        ("node", "node 2"),
    ]
    assert {row["cluster_id"] for row in picture["rows"][1:]} == {cluster_id}
    calls, cluster, task, one, _ = picture["rows"]
    assert (marks(calls), calls["marks"][0]["text"]) == (["call"], "POST /clusters: 202")
    assert stages(cluster) == [("initial", "state"), ("running", "state")]
    assert cluster["bars"][1]["started"] > picture["now"]
    assert stages(task) == [("slb", "done"), ("security_group", "done"), ("nodes", "state")]
    assert task["bars"][-1]["ended"] == cluster["bars"][1]["started"]
    assert [status for _, status in stages(one)][-2:] == ["expected", "state"]
    assert "running" in dict(stages(one)).values()
    assert marks(one) == ["ready"]
    assert one["bars"][-1]["ended"] is None
    assert picture["ended"] == max(row["marks"][0]["at"] for row in picture["rows"][3:])


@pytest.mark.every_type
async def test_time_does_not_change_what_was_expected(client):
    await client.created(size=2)
    before = await rows(client)
    await client.advance()
    after = await rows(client)
    assert before.keys() == after.keys()
    for id_, row in after.items():
        places = [(bar["name"], bar["started"], bar["ended"]) for bar in row["bars"]]
        assert places == [
            (bar["name"], bar["started"], bar["ended"]) for bar in before[id_]["bars"]
        ]
        assert row["marks"] == before[id_]["marks"]


async def test_rules_are_marked_where_they_act(client):
    await client.rules(NO_STOCK, FLAPS, STUCK)
    await client.created(size=4)
    await client.advance(by="10m")
    found = await rows(client)
    failed, flapping, held = [await node(client, number) for number in (1, 2, 3)]
    assert (stages(failed), failed["note"]) == (
        [("ecs", "failed")],
        "ecs failed: OperationDenied.NoStock",
    )
    fault, end = failed["marks"]
    assert (fault["kind"], fault["rule"], end["kind"]) == ("fault", "no-stock", "failed")
    assert fault["at"] == end["at"] == failed["bars"][0]["ended"]
    assert "rule no-stock (no_stock)" in failed["bars"][0]["detail"]
    assert marks(flapping, "lost", "back") == ["lost", "back", "lost", "back"]
    losses = [mark["at"] for mark in flapping["marks"] if mark["kind"] == "lost"]
    assert [m["at"] for m in flapping["marks"] if m["kind"] == "fault"] == losses
    assert [m["at"] for m in found["rule:flaps"]["marks"]] == losses
    assert found["rule:flaps"]["note"] == "once"
    assert [bar["name"] for bar in flapping["bars"][-5:]] == [
        "ready", "lost", "ready", "lost", "ready",
    ]  # fmt: skip
    assert (stages(held)[-1], held["bars"][-1]["ended"]) == (("boot", "held"), None)
    assert held["note"] == "boot is held"


@pytest.mark.every_type
async def test_losses_to_come_are_drawn_before_they_happen(client):
    await client.rules(FLAPS)
    await client.created(size=2)
    assert marks(await node(client, 2), "lost", "back") == ["lost", "back", "lost", "back"]


async def test_answers_that_are_errors_or_none_are_marked_otherwise(client):
    await client.rules({"id": "r", "when": {"operation": "DescribeClusters"}, "then": "reset"})
    await client.call("GET", "/clusters/c0")
    await client.call("GET", "/clusters")
    calls = (await rows(client))["calls"]
    assert marks(calls) == ["refused", "broken"]
    assert calls["marks"][0]["text"] == "GET /clusters/c0: 404 ErrorClusterNotFound"
    assert calls["marks"][1]["rule"] == "r"
    assert calls["marks"][1]["request_id"] == (await client.calls())[-1]["request_id"]


async def test_actions_of_the_timeline_are_drawn_before_and_after_they_happen(client):
    timeline = [
        {"at": "+5m", "do": "set_quota", "quota": "eips", "amount": 1},
        {"at": "+1m", "do": "start_outage", "for": "2m"},
        {"at": "+20m", "do": "lose_node", "cluster": "c1"},
    ]
    await client.scenario(timeline=timeline)
    before = await rows(client)
    await client.advance(by="6m")
    after = await rows(client)
    for found in (before, after):
        quota, outage = found["actions:set_quota"], found["actions:start_outage"]
        assert quota["marks"][0]["text"] == "quota: eips, amount: 1"
        assert stages(outage) == [("start_outage", "state")]
        assert outage["marks"][0]["at"] == outage["bars"][0]["started"]
        assert found["actions:lose_node"]["marks"][0]["text"] == "cluster: [c1]"


async def test_one_cluster_is_drawn_with_its_calls_and_rules_only(client):
    await client.rules(NO_STOCK)
    first, second = [await client.created(number) for number in (1, 2)]
    await client.advance()
    whole, picture = await rows(client), await pictured(client, second)
    assert labels(picture) == [
        ("calls", "calls"),
        ("cluster", "c2"),
        ("task", "CreateCluster"),
        ("node", "node 1"),
    ]
    assert all(row == whole[row["id"]] for row in picture["rows"][1:])
    assert len(picture["rows"][0]["marks"]) == 1
    assert "rule:no-stock" in await rows(client, first)


async def test_a_cluster_that_is_gone_keeps_its_rows(client):
    cluster_id = await client.created(size=1)
    await client.advance()
    await client.call("DELETE", f"/clusters/{cluster_id}")
    await client.advance()
    picture = await pictured(client, cluster_id)
    assert [label for _, label in labels(picture)][1:4] == ["c1", "CreateCluster", "DeleteCluster"]
    cluster, gone = picture["rows"][1], picture["rows"][-1]
    assert [name for name, _ in stages(cluster)] == ["initial", "running", "deleting"]
    assert marks(cluster) == ["gone"]
    assert marks(gone) == ["ready", "gone"]
    assert gone["label"] == gone["instance_id"]  # nothing says its number any more


async def test_there_is_no_picture_of_an_unknown_cluster(client):
    refused = await client.control("GET", "picture?cluster=c0", status=404)
    assert refused["code"] == "NotFound"


async def test_all_clusters_that_are_gone_keep_their_rows_and_their_names(client):
    for number in (1, 2):
        cluster_id = await client.created(number)
        await client.advance(by="1h")
        await client.call("DELETE", f"/clusters/{cluster_id}")
        await client.advance(by="1h")
    await client.created(3)
    await client.control("DELETE", "calls")
    picture = await pictured(client)
    clusters = [row for row in picture["rows"] if row["kind"] == "cluster"]
    assert [marks(row) for row in clusters] == [["gone"], ["gone"], []]
    starts = [row["bars"][0]["started"] for row in clusters]
    assert starts == sorted(starts)
    assert clusters[0]["label"] == clusters[0]["cluster_id"]  # nothing says its name any more
    assert clusters[2]["label"] == "c3"


async def test_pools_have_their_tasks_and_nodes_below_them_also_once_they_are_gone(client):
    types = registry()
    body = types["ack"].creation.example({"name": "managed"}, 1)
    cluster_id = (await client.call("POST", "/clusters", body)).ok()["cluster_id"]
    await client.advance()
    for number, name in enumerate(("blue", "green"), 1):
        pool = types["ack"].example_pool({"name": name, "desired_size": 2}, number)
        path = f"/clusters/{cluster_id}/nodepools"
        answer = (await client.call("POST", path, pool)).ok()
        await client.advance()
    making = ("task", "CreateClusterNodePool")
    expected = [
        ("calls", "calls"), ("cluster", "managed"), ("task", "CreateCluster"),
        ("pool", "blue"), making, ("node", "node 1"), ("node", "node 2"),
        ("pool", "green"), making, ("node", "node 3"), ("node", "node 4"),
    ]  # fmt: skip
    picture = await pictured(client, cluster_id)
    assert labels(picture) == expected
    green = picture["rows"][7:]
    assert {row["group_id"] for row in green} == {answer["nodepool_id"]}
    assert stages(green[0])[-1] == ("active", "state")
    await client.control("PATCH", f"pools/{answer['nodepool_id']}", {"state": "deleted"})
    after = await pictured(client, cluster_id)
    gone = next(row for row in after["rows"] if row["id"] == green[0]["id"])
    assert (gone["label"], marks(gone)) == (answer["nodepool_id"], ["gone"])
    found = [row for row in after["rows"] if row["group_id"] == answer["nodepool_id"]]
    assert [row["kind"] for row in found] == ["pool", "task", "node", "node"]
    assert [row["label"] for row in found[2:]] == ["node 3", "node 4"]


async def test_a_stage_tells_from_what_its_duration_was_drawn(client):
    durations = {"CreateCluster": {"boot": {"uniform": ["20s", "40s"]}}}
    await client.scenario(durations=durations)
    await client.created()
    bars = {bar["name"]: bar["detail"] for bar in (await node(client, 1))["bars"]}
    assert bars["boot"] == "takes 20s to 40s"
    assert bars["init"].startswith("takes about ")


async def test_a_failure_without_a_reason_says_so(client):
    rule = {"id": "r", "when": {"stage": "eip"}, "then": {"fail": {"silent": True}}}
    await client.rules(rule)
    await client.created()
    await client.advance()
    assert (await node(client, 1))["note"] == "eip failed for no reason"


async def test_what_is_done_by_hand_has_a_mark_at_the_task_or_at_the_cluster(client):
    cluster_id = await client.created(size=2)
    task = (await pictured(client))["rows"][2]
    path = f"tasks/{task['task_id']}"
    await client.control("PATCH", path, {"state": "failed", "code": "Busy"})
    await client.control("PATCH", f"clusters/{cluster_id}", {"state": "running"})
    rows = {row["kind"]: row for row in (await pictured(client))["rows"]}
    by_hand = {
        kind: [mark["text"] for mark in row["marks"] if mark["kind"] == "forced"]
        for kind, row in rows.items()
    }
    assert by_hand["task"] == [f"Task {task['task_id']} was failed by hand"]
    assert by_hand["cluster"] == ["State was forced from failed to running"]
