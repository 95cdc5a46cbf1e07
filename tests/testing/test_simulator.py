"""The simulator inside of a test run, without pytest's fixtures: threads, asyncio, unittest."""

import json
import unittest

import pytest
from aliyunsdkcs.request.v20151215.CreateClusterRequest import CreateClusterRequest
from cs_simulator.client import Connection, RefusedError, UnreachableError
from cs_simulator.client.server import health
from cs_simulator.client.tenant import ExpectationMissedError
from cs_simulator.domain.errors import UsageError
from cs_simulator.testing import (
    AsyncSimulator,
    Simulator,
    SimulatorMixin,
    legacy_client,
    tea_client,
)

from tests.support.builders import a_create_body


@pytest.fixture(scope="module")
def sim():
    with Simulator(clock="frozen") as simulator:
        yield simulator


def create(tenant, **changes):
    request = CreateClusterRequest()
    request.set_content(json.dumps(a_create_body(**changes)).encode())
    request.set_content_type("application/json")
    return json.loads(legacy_client(tenant).do_action_with_exception(request))


def test_everything_of_a_tenant_is_at_hand(sim):
    tenant = sim.tenant(seed=5)
    created = create(tenant)
    cluster_id, task_id = created["cluster_id"], created["task_id"]
    assert tenant.tasks.get(task_id)["state"] == "running"
    tenant.snapshot("begun")
    tenant.tasks.hold(task_id)
    assert tenant.clock.advance("1h")["ran"] == 0
    tenant.tasks.release(task_id)
    tenant.clock.until(cluster=cluster_id)
    [cluster] = tenant.clusters.list()
    node = cluster["nodes"][0]["instance_id"]
    assert tenant.clusters.lose_node(node)["is_lost"]
    assert not tenant.clusters.recover_node(node)["is_lost"]
    assert tenant.timeline(cluster_id)["tasks"][0]["state"] == "success"
    tenant.clusters.force(cluster_id, "failed")
    assert tenant.clusters.get(cluster_id)["state"] == "failed"
    other = tenant.fork("begun")
    other.tasks.finish(task_id)
    assert other.clusters.get(cluster_id)["state"] == "running"
    tenant.restore("begun")
    tenant.tasks.fail(task_id, "OperationDenied.NoStock")
    assert tenant.clusters.get(cluster_id)["state"] == "failed"
    tenant.faults.add({"id": "slow", "then": {"slow": {"factor": 3}}})
    assert tenant.faults.hits("slow") == 0
    tenant.faults.remove("slow")
    assert tenant.faults.list() == []
    assert tenant.calls.count(operation="CreateCluster") == 1
    tenant.verify({"calls": {"operation": "CreateCluster"}, "count": 1})
    with pytest.raises(ExpectationMissedError, match="1 calls, and 2 were expected"):
        tenant.verify({"calls": {"operation": "CreateCluster"}, "count": 2})
    tenant.reset()
    assert tenant.clusters.list() == []
    tenant.delete()


async def test_the_other_official_client_and_awaited_methods():
    async with AsyncSimulator() as simulator:
        tenant = await simulator.tenant(clock="frozen")
        clusters = tea_client(tenant.blocking).describe_clusters
        assert clusters is not None
        assert (await tenant.clock.advance("5m"))["ran"] == 0
        assert await tenant.clusters.list() == []
        assert tenant.region_id == "cn-beijing"
        await tenant.delete()


def test_refusals_and_silence_are_reported(sim):
    with pytest.raises(RefusedError, match="there is no cluster 'none'") as refused:
        sim.tenant().clusters.get("none")
    assert (refused.value.status, refused.value.code) == (404, "NotFound")
    with pytest.raises(UnreachableError, match=r"no simulator answers at http://127\.0\.0\.1:9 "):
        health(Connection("http://127.0.0.1:9"))
    with pytest.raises(ValueError, match="write it like"):
        Connection("ftp://x")


def test_a_simulator_that_cannot_start_says_why():
    with pytest.raises(UsageError, match="has this port"), Simulator() as one:
        Simulator(port=int(one.url.rpartition(":")[2])).start()


def test_unittest_has_a_tenant_for_each_test():
    class Case(SimulatorMixin):
        def test_one(self):
            create(self.tenant)

        def test_two(self):
            assert self.tenant.clusters.list() == []

    suite = unittest.defaultTestLoader.loadTestsFromTestCase(Case)
    result = unittest.TestResult()
    suite.run(result)
    assert (result.testsRun, result.errors, result.failures) == (2, [], [])
