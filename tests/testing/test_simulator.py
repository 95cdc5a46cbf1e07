"""The simulator inside of a test run, without pytest's fixtures: threads, asyncio, unittest."""

import json
import unittest

import pytest
from alibabacloud_cs20151215 import models
from aliyunsdkcs.request.v20151215.CreateClusterRequest import CreateClusterRequest
from cs_simulator.client import Connection, RefusedError, UnreachableError
from cs_simulator.client.server import health
from cs_simulator.client.tenant import ExpectationMissedError
from cs_simulator.cluster_types import registry
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
    with pytest.raises(ExpectationMissedError, match="expected 2 calls of CreateCluster, found 1"):
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


def a_pool(tenant, **changes):
    """Create a Kubernetes cluster and a node pool with the client of today; returns both ids."""
    client = tea_client(tenant)
    cluster = models.CreateClusterRequest().from_map(tenant.creation(type="ManagedKubernetes"))
    cluster_id = client.create_cluster(cluster).body.cluster_id
    tenant.clock.until(cluster=cluster_id)
    pool = models.CreateClusterNodePoolRequest().from_map(tenant.node_pool(**changes))
    return cluster_id, client.create_cluster_node_pool(cluster_id, pool).body.nodepool_id


def test_pools_and_their_tasks_are_at_hand(sim):
    tenant = sim.tenant()
    cluster_id, nodepool_id = a_pool(tenant, name="workers", desired_size=2)
    [pool] = tenant.pools.list(cluster_id)
    assert (pool["group_id"], pool["name"], pool["state"]) == (nodepool_id, "workers", "scaling")
    [task] = pool["tasks"]
    assert task["type"] == "nodepool_create"
    tenant.tasks.finish(task["task_id"])
    assert len(tenant.pools.get(nodepool_id)["nodes"]) == 2
    assert tenant.pools.force(nodepool_id, "failed")["state"] == "failed"
    assert tenant.clusters.get(cluster_id)["state"] == "running"


@pytest.mark.parametrize("region_id", ["cn-hangzhou", "eu-central-1"])
def test_bodies_are_for_the_region_of_the_tenant(sim, region_id):
    tenant = sim.tenant()
    tenant.region_id = region_id
    body = registry()["ack"].creation.example({"region_id": region_id}, 1)
    tenant.vpc_id, [tenant.vswitch_id] = body["vpcid"], body["vswitch_ids"]
    a_pool(tenant, desired_size=1)
    tenant.clock.advance("1h")
    [pool] = tenant.pools.list()
    assert [node["state"] for node in pool["nodes"]] == ["running"]


async def test_pools_are_awaited():
    async with AsyncSimulator() as simulator:
        tenant = await simulator.tenant()
        assert await tenant.pools.list() == []
        body = await tenant.creation(type="Kubernetes")
        assert (body["cluster_type"], body["vpcid"]) == ("Kubernetes", tenant.vpc_id)
        assert (await tenant.node_pool(name="one"))["nodepool_info"] == {"name": "one"}


def test_unittest_has_node_pools():
    class Test(SimulatorMixin, unittest.TestCase):
        def test_one(self):
            _, nodepool_id = a_pool(self.tenant, desired_size=1)
            assert self.tenant.pools.get(nodepool_id)["state"] == "scaling"

    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromTestCase(Test).run(result)
    assert result.wasSuccessful(), (result.errors, result.failures)


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
