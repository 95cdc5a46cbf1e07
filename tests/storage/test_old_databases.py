"""A database of every earlier schema opens, and goes on as the code that wrote it would have."""

from importlib.resources import files

import pytest
from cs_simulator.storage.store import Store
from cs_simulator.testing import Simulator

from tests.support.old_databases import (
    FAULTY,
    POLLING,
    SNAPSHOTS_SINCE,
    STOCKED,
    Server,
    expected,
    restore,
    tenants_of,
    versions,
)

WITH_SNAPSHOTS = [version for version in versions() if version >= SNAPSHOTS_SINCE]


@pytest.fixture
def opened(tmp_path):
    """Serve a copy of the database of a version; gives the server."""
    running = []

    def opened(version):
        path = tmp_path / "old.db"
        restore(version, path)
        simulator = Simulator(db=str(path), clock="frozen")
        simulator.start()
        running.append(simulator)
        return Server(simulator.url)

    yield opened
    for simulator in running:
        simulator.stop()


def states(outcomes):
    """State and size of each cluster at each moment, without the instants."""
    return {
        (subject, moment, name): (cluster["state"], cluster["size"])
        for subject, moments in outcomes.items()
        for moment, outcome in moments.items()
        for name, cluster in outcome["clusters"].items()
    }


def test_there_is_a_database_of_every_version_before_the_present_one():
    migrations = (files("cs_simulator.storage") / "migrations").iterdir()
    present = len([path for path in migrations if path.name.endswith(".sql")])

    assert versions() == list(range(1, present))


@pytest.mark.parametrize("version", versions())
def test_what_was_under_way_ends_as_the_code_that_began_it_would_have_ended_it(opened, version):
    outcomes = opened(version).run_to_the_end(version)

    if version == versions()[-1]:
        assert outcomes == expected(version)
    else:  # since then the lengths of stages are drawn in another way
        assert states(outcomes) == states(expected(version))


@pytest.mark.parametrize("version", versions())
def test_calls_logs_and_events_of_before_are_there(opened, version):
    server = opened(version)
    [done] = [c["cluster_id"] for c in server.ok("GET", "/clusters") if c["name"] == "done"]

    calls = server.ok("GET", "/_simulator/calls")["calls"]
    refused = next(call for call in calls if call["status"] == 400)
    assert [call["operation"] for call in calls][:2] == ["CreateCluster", "CreateCluster"]
    assert server.ok("GET", f"/_simulator/calls/{refused['request_id']}/explain")
    assert "Start to create cluster" in str(server.ok("GET", f"/clusters/{done}/logs"))
    assert server.ok("GET", f"/clusters/{done}/events")["events"]


async def test_the_nodes_of_the_first_version_are_counted_and_belong_to_their_clusters_task(
    tmp_path,
):
    restore(1, tmp_path / "old.db")
    store = await Store.open(str(tmp_path / "old.db"))
    records = (await store.load("default")).records
    await store.close()

    nodes = {node.instance_id: node for node in records["node"]}
    for cluster in records["cluster"]:
        own = {id_ for id_, node in nodes.items() if node.cluster_id == cluster.cluster_id}
        assert (cluster.nodes_made, cluster.tags) == (len(own), "[]")
        tasks = [task for task in records["task"] if task.cluster_id == cluster.cluster_id]
        assert [task.number for task in tasks] == list(range(1, len(tasks) + 1))
        assert all(set(task.nodes.split()) == own for task in tasks)
    assert {node.made_by for node in nodes.values()} == {"CreateCluster"}


@pytest.mark.parametrize("version", versions())
def test_a_tenant_of_before_takes_new_clusters(opened, version):
    server = opened(version)

    for tenant in tenants_of(version):
        server.ok("POST", "/_simulator/reset", {}, tenant=tenant)
        assert server.outcome(tenant)["clusters"] == {}


@pytest.mark.parametrize("version", WITH_SNAPSHOTS)
def test_a_snapshot_of_before_is_described_compared_forked_and_carried_away(opened, version):
    server = opened(version)
    server.ok("PUT", "/_simulator/snapshots/now", {})

    found = {one["name"]: one for one in server.ok("GET", "/_simulator/snapshots")["snapshots"]}
    difference = server.ok("GET", "/_simulator/snapshots/middle/diff?with=now")["tables"]
    fork = server.ok("POST", "/_simulator/snapshots/middle/fork", {"name": "LTAIfork"})

    assert found["middle"]["now"] < found["now"]["now"]
    assert found["middle"]["rows"]["cluster"] == len(
        expected(version)["@middle"]["before"]["clusters"]
    )
    assert "step" in difference
    assert fork["now"] == found["middle"]["now"]
    assert server.outcome("LTAIfork") == expected(version)["@middle"]["before"]


@pytest.mark.parametrize("version", [v for v in versions() if POLLING in tenants_of(v)])
def test_what_a_tenant_was_made_with_and_has_seen_stays(opened, version):
    server = opened(version)

    described = server.ok("GET", f"/_simulator/tenants/{POLLING}")
    assert (described["seed"], described["quotas"]["clusters"]) == (7, 3)
    assert described["clock"]["mode"] == "polling"
    [polled] = server.ok("GET", "/clusters", tenant=POLLING)
    assert polled["state"] == "running"  # the first look at it was made before the file was kept


@pytest.mark.parametrize("version", [v for v in versions() if STOCKED in tenants_of(v)])
def test_fixtures_of_before_stay_through_a_reset(opened, version):
    server = opened(version)

    server.ok("POST", "/_simulator/reset", {}, tenant=STOCKED)

    described = server.ok("GET", f"/_simulator/tenants/{STOCKED}")
    assert described["quotas"]["nodes_per_cluster"] == 7


@pytest.mark.parametrize("version", [v for v in versions() if FAULTY in tenants_of(v)])
def test_rules_of_before_act_and_count_on(opened, version):
    server = opened(version)

    refused, _ = server.call("GET", "/version", tenant=FAULTY)

    faults = server.ok("GET", "/_simulator/faults", tenant=FAULTY)["faults"]
    counts = {rule["id"]: (rule["matched"], rule["hits"]) for rule in faults}
    assert refused == 503
    assert counts == {
        "refused": (2, 2), "slow-address": (2, 2), "no-init": (2, 2), "held": (2, 2),
        "comes-and-goes": (2, 2),
    }  # fmt: skip
    decisions = server.ok("GET", "/_simulator/decisions", tenant=FAULTY)["decisions"]
    assert len(decisions) == sum(matched for matched, _ in counts.values())
    server.ok("POST", "/_simulator/snapshots/middle/load", {}, tenant=FAULTY)
    faults = server.ok("GET", "/_simulator/faults", tenant=FAULTY)["faults"]
    assert {rule["id"]: rule["matched"] for rule in faults} == {
        rule: 1 if rule == "refused" else 2 for rule in counts
    }
