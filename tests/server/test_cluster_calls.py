"""Calls of clusters' own APIs in the whole: journal, rules, the past, commits, restarts."""

import json
import subprocess
import sys
from urllib.parse import parse_qsl

import pytest
from cs_simulator.cluster_types import example_pool, registry
from cs_simulator.cluster_types.ack.creation import example
from cs_simulator.operations import ClusterCaller, Incoming
from cs_simulator.server.app import SIMULATOR

from tests.support.scenario_client import ScenarioClient

NODES, SECRETS = "/api/v1/nodes", "/api/v1/namespaces/default/secrets"
SECRET = {"metadata": {"name": "key"}, "stringData": {"token": "S3cr3tPw"}}


class Played(ScenarioClient):
    """A simulator with one cluster that runs, whose API is called past the sockets."""

    cluster_id = ""

    @property
    def simulator(self):
        return self.api.app[SIMULATOR]

    @property
    def world(self):
        return self.simulator.tenants.loaded["default"].world

    async def begun(self):
        """Itself, once the cluster runs, or with the one that there is."""
        found = (await self.control("GET", "clusters"))["clusters"]
        if found:
            self.cluster_id = found[0]["cluster_id"]
        else:
            made = await self.call("POST", "/clusters", example({"name": "shop"}, 1))
            self.cluster_id = made.ok()["cluster_id"]
            await self.advance()
        return self

    async def kube(self, method, target, body=None):
        """Call the cluster's API; returns the answer."""
        path, _, query = target.partition("?")
        raw = b"" if body is None else json.dumps(body).encode()
        incoming = Incoming(
            method,
            path,
            f"/{self.cluster_id}{target}",
            dict(parse_qsl(query)),
            raw,
            "application/json",
            "",
            cluster_caller=ClusterCaller(self.cluster_id, "admin"),
        )
        return await self.simulator.dispatcher.answer("default", incoming)

    async def names(self, target=NODES):
        """The version of a list, and the names of what is in it."""
        found = json.loads((await self.kube("GET", target)).body)
        names = [item["metadata"]["name"] for item in found["items"]]
        return int(found["metadata"]["resourceVersion"]), names


@pytest.fixture
def begin(an_api, tmp_path):
    """Start a simulator; a second start uses the database of the first."""

    async def begin(**settings):
        return await Played(await an_api(db=str(tmp_path / "state.db"), **settings)).begun()

    return begin


@pytest.fixture
async def play(begin):
    return await begin()


def status_of(answer):
    return json.loads(answer.body)


async def test_a_call_is_in_the_journal_with_its_name_and_path(play):
    answer = await play.kube("GET", f"{NODES}?limit=500")
    (entry,) = (await play.control("GET", "calls?operation=k8s:list%20nodes"))["calls"]
    assert entry["request_id"] == answer.request_id
    assert entry["path"].startswith(f"/{play.cluster_id}{NODES}")
    assert (entry["method"], entry["status"], entry["cluster_id"]) == ("GET", 200, play.cluster_id)


async def test_a_refusal_is_in_the_journal_with_its_reason(play):
    await play.kube("GET", f"{NODES}/nothing")
    (entry,) = (await play.control("GET", "calls?operation=k8s:get%20nodes"))["calls"]
    assert (entry["status"], entry["code"]) == (404, "NotFound")


async def test_the_journal_has_nothing_of_secrets(play):
    made = await play.kube("POST", SECRETS, SECRET)
    assert made.status == 201
    read = await play.kube("GET", f"{SECRETS}/key")
    encoded = status_of(read)["data"]["token"]
    calls = json.dumps(await play.control("GET", "calls"))
    assert "k8s:create secrets" in calls
    assert "S3cr3tPw" not in calls
    assert encoded not in calls


REFUSING = {
    "throttle": ({"throttle": "1/h"}, 429, "TooManyRequests"),
    "outage": ("outage", 503, "ServiceUnavailable"),
    "an error by its status": (
        {"error": {"code": "InternalError", "status": 500}},
        500,
        "Internal",
    ),
}


@pytest.mark.parametrize("name", REFUSING)
async def test_what_a_rule_refuses_is_a_status(play, name):
    then, status, reason = REFUSING[name]
    await play.rules({"id": "away", "when": {"operation": "k8s:list *"}, "then": then})
    answers = [await play.kube("GET", NODES) for _ in range(2)]
    body = status_of(answers[-1])
    assert (answers[-1].status, body["kind"], body["code"]) == (status, "Status", status)
    assert body["reason"].startswith(reason)
    assert (await play.kube("GET", f"{NODES}/nothing")).status == 404


async def test_retry_after_is_said_in_the_header_and_in_the_status(play):
    then = {"outage": {"retry_after": "7s"}}
    await play.rules({"id": "away", "when": {"operation": "k8s:*"}, "then": then})
    answer = await play.kube("GET", NODES)
    assert ("Retry-After", "7") in answer.headers
    assert status_of(answer)["details"]["retryAfterSeconds"] == 7


async def test_a_rule_about_any_operation_leaves_clusters_apis_alone(play):
    await play.rules(
        {"id": "away", "then": "outage"},
        {"id": "stars", "when": {"operation": "*"}, "then": "outage"},
    )
    assert (await play.call("GET", "/clusters")).status == 503
    assert (await play.kube("GET", NODES)).status == 200


async def test_explain_says_that_a_rule_is_about_other_operations(play):
    await play.rules({"id": "away", "then": "outage"})
    answer = await play.kube("GET", NODES)
    explained = await play.control("GET", f"calls/{answer.request_id}/explain")
    (rule,) = explained["not_matched"]
    assert rule["rule"] == "away"
    assert "only where they name them" in rule["reason"]


async def test_a_stale_list_has_the_version_that_it_had(play):
    await play.kube("GET", NODES)
    rule = {
        "id": "stale",
        "when": {"operation": "k8s:list *"},
        "then": {"stale_read": {"lag": "10s"}},
        "phase": "read",
    }
    await play.rules(rule)
    await play.advance(by="1m")
    version, before = await play.names("/api/v1/namespaces")
    made = await play.kube("POST", "/api/v1/namespaces", {"metadata": {"name": "new"}})
    assert made.status == 201
    stale, names = await play.names("/api/v1/namespaces")
    assert names == before
    assert version <= stale < int(status_of(made)["metadata"]["resourceVersion"])
    await play.advance(by="11s")
    fresh, names = await play.names("/api/v1/namespaces")
    assert fresh > version
    assert "new" in names


async def test_objects_and_versions_survive_a_restart(begin):
    before = await begin()
    await before.kube("POST", "/api/v1/namespaces", {"metadata": {"name": "new"}})
    version, names = await before.names("/api/v1/namespaces")
    await before.api.close()
    after = await begin()
    assert await after.names("/api/v1/namespaces") == (version, names)
    assert after.world.kubernetes is not None
    await after.kube("POST", "/api/v1/namespaces", {"metadata": {"name": "newer"}})
    assert (await after.names("/api/v1/namespaces"))[0] > version


async def test_a_watch_from_before_a_restart_is_too_old(begin):
    before = await begin()
    version, _ = await before.names()
    await before.kube("POST", "/api/v1/namespaces", {"metadata": {"name": "new"}})
    await before.api.close()
    after = await begin()
    answer = await after.kube("GET", f"{NODES}?watch=true&resourceVersion={version}")
    (line,) = answer.watch.first
    assert json.loads(line)["object"]["code"] == 410


async def test_a_reset_takes_the_objects_away(play):
    await play.kube("GET", NODES)
    assert len(play.world.kubernetes_objects)
    await play.control("POST", "reset")
    assert len(play.world.kubernetes_objects) == 0


async def test_a_deleted_cluster_takes_its_objects_along(play):
    await play.kube("GET", NODES)
    await play.call("DELETE", f"/clusters/{play.cluster_id}")
    await play.advance()
    assert len(play.world.kubernetes_objects) == 0
    assert len(play.world.kubernetes_timers) == 0


async def test_a_repeated_list_moves_a_polling_clock_to_the_next_change(begin):
    play = await begin(clock="polling")
    await play.kube("GET", NODES)
    made = await play.call(
        "POST",
        f"/clusters/{play.cluster_id}/nodepools",
        example_pool(registry(), {"desired_size": 1}, 1),
    )
    assert made.status == 200, made
    _, first = await play.names()
    for _ in range(50):
        _, names = await play.names()
        if len(names) > len(first):
            break
    assert len(names) == len(first) + 1


def test_a_server_loads_nothing_of_clusters_apis_before_one_is_called():
    script = """
import sys
import cs_simulator.server.app, cs_simulator.server.process.listening
print(*sorted(name for name in sys.modules if name.startswith("cs_simulator.kubernetes.")))
"""
    loaded = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert loaded.stdout.split() == []


async def test_a_snapshot_has_the_objects(play):
    before = await play.names("/api/v1/namespaces")
    await play.control("PUT", "snapshots/first")
    await play.kube("POST", "/api/v1/namespaces", {"metadata": {"name": "new"}})
    await play.control("POST", "snapshots/first/load")
    assert await play.names("/api/v1/namespaces") == before
    assert (
        await play.kube("POST", "/api/v1/namespaces", {"metadata": {"name": "new"}})
    ).status == 201


async def test_a_fork_has_the_objects_for_itself(play):
    await play.kube("POST", "/api/v1/namespaces", {"metadata": {"name": "new"}})
    await play.control("PUT", "snapshots/first")
    forked = await play.control("POST", "snapshots/first/fork", {"name": "other"})
    assert forked
    simulator = play.simulator
    caller = ClusterCaller(play.cluster_id, "admin")
    path = "/api/v1/namespaces/new"
    deletion = Incoming("DELETE", path, path, {}, b"", "", "", cluster_caller=caller)
    assert (await simulator.dispatcher.answer("other", deletion)).status == 200
    assert (await play.kube("GET", path)).status == 200


async def test_a_node_in_the_place_of_another_is_there_after_a_restart(begin):
    before = await begin()
    pool = example_pool(registry(), {"desired_size": 1}, 1)
    (await before.call("POST", f"/clusters/{before.cluster_id}/nodepools", pool)).ok()
    await before.advance()
    _, (name,) = await before.names()
    body = {"nodes": [name], "drain_node": True, "release_node": True}
    path = f"/api/v2/clusters/{before.cluster_id}/nodes/remove"
    (await before.call("POST", path, body)).ok()
    await before.advance()
    listed = await before.names()
    assert listed[1] == [name]
    await before.api.close()
    assert await (await begin()).names() == listed
