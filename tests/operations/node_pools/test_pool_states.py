"""Which operation on a pool works in which state of the pool and of its cluster."""

import json

import pytest
from cs_simulator.domain.records import ClusterState
from cs_simulator.operations import Incoming, all_operations

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.pools import a_pool, a_pool_body, instances_of, nodes, state_of, task_of
from tests.support.worlds import a_tenant, call, create, perform, put_in_state, settle

BUSY = {"initial", "scaling", "updating", "removing", "removing_nodes", "upgrading", "repairing"}
ALL = BUSY | {"active", "failed", "deleting", "delete_failed"}
READS = {"DescribeClusterNodePoolDetail": ALL, "DescribeClusterNodePools": ALL}
CHANGES = {
    name: {"active"}
    for name in (
        "AttachInstancesToNodePool", "ModifyClusterNodePool", "ModifyNodePoolNodeConfig",
        "RemoveNodePoolNodes", "RepairClusterNodePool", "ScaleClusterNodePool",
        "UpgradeClusterNodepool",
    )
}  # fmt: skip
WORKS_IN = {
    **READS,
    **CHANGES,
    "CreateClusterNodePool": ALL,  # of another pool
    "DeleteClusterNodepool": {"active", "failed", "delete_failed", "initial", "scaling"},
    "SyncClusterNodePool": ALL,
}
BODIES = {
    "CreateClusterNodePool": a_pool_body("another"),
    "ModifyClusterNodePool": {"scaling_group": {"desired_size": 3}},
    "ModifyNodePoolNodeConfig": {"kubelet_config": {"maxPods": 9}},
    "ScaleClusterNodePool": {"count": 1},
}
UP = {"running", "scaling", "removing", "draining"}
CLUSTERS = {state.value for state in ClusterState} - {"deleted"}
NEED_RUNNING = {"AttachInstancesToNodePool", "RemoveNodePoolNodes", "RepairClusterNodePool"}
OPERATIONS = {found.name: found for found in all_operations() if found.name in WORKS_IN}


@pytest.fixture
def world():
    """A tenant with a pool of two nodes, and what paths and bodies may name of it."""
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant)
    nodepool_id = a_pool(tenant, cluster_id, size=2)
    [node, _] = nodes(tenant, cluster_id)
    [free, *_] = instances_of(tenant)
    return tenant, cluster_id, nodepool_id, node["instance_id"], free


def outcome(world, name):
    """The outcome of a call: ``works``, or the code of its refusal."""
    tenant, cluster_id, nodepool_id, instance_id, free = world
    operation = OPERATIONS[name]
    path = operation.path.format(cluster_id=cluster_id, nodepool_id=nodepool_id)
    body = {"AttachInstancesToNodePool": {"instances": [free]}, **BODIES}.get(name)
    query = {"instance_ids": instance_id, "force": "true"}
    raw = json.dumps(body).encode() if body else b""
    answer = perform(tenant, Incoming(operation.method, path, path, query, raw, "", ""))
    assert answer is not None
    assert answer.status in (200, 400, 501)
    return answer.code or "works"


@pytest.mark.parametrize("state", sorted(ALL))
@pytest.mark.parametrize("name", sorted(WORKS_IN))
def test_an_operation_works_in_the_states_of_the_table_only(world, name, state):
    tenant, _, nodepool_id, *_ = world
    groups = tenant.world.node_groups
    changed = groups[nodepool_id]._replace(state=state)
    tenant.change(0.0, lambda unit: unit.put(groups, changed))

    works = state in WORKS_IN[name]
    assert outcome(world, name) == ("works" if works else "InvalidNodePoolStatus.Forbidden")


@pytest.mark.parametrize("state", sorted(CLUSTERS))
@pytest.mark.parametrize("name", sorted(WORKS_IN))
def test_pools_change_while_their_cluster_is_up(world, name, state):
    tenant, cluster_id, *_ = world
    put_in_state(tenant, cluster_id, ClusterState(state))

    allowed = CLUSTERS if name in READS else {"running"} if name in NEED_RUNNING else UP

    found = outcome(world, name)
    if state in allowed:
        assert found == "works"
    else:
        assert found in ("InvalidStatus.Forbidden", "InvalidStatus.Unsupported")


@pytest.mark.parametrize("name", sorted(WORKS_IN))
def test_a_swarm_cluster_has_none_of_it(name):
    tenant = a_tenant()
    swarm = create(tenant)
    assert outcome((tenant, swarm, "np0", "i-0", "i-1"), name) == "OperationNotModelled"


def test_several_pools_change_beside_each_other(world):
    tenant, cluster_id, first, *_ = world
    path = f"/clusters/{cluster_id}/nodepools"
    others = [
        call(tenant, "POST", path, a_pool_body(name)).ok()["nodepool_id"] for name in ("b", "c")
    ]
    call(tenant, "POST", f"{path}/{first}", {"count": 1}).ok()
    assert {state_of(tenant, cluster_id, each) for each in (first, *others)} == {"scaling"}
    settle(tenant)
    listed = call(tenant, "GET", path).ok()["nodepools"]
    assert [each["status"]["healthy_nodes"] for each in listed] == [3, 2, 2]


def test_a_deletion_that_failed_can_be_repeated(world):
    tenant, cluster_id, nodepool_id, *_ = world
    groups = tenant.world.node_groups
    failed = groups[nodepool_id]._replace(state="delete_failed")
    tenant.change(0.0, lambda unit: unit.put(groups, failed))
    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}?force=true"
    answer = call(tenant, "DELETE", path)
    assert state_of(tenant, cluster_id, nodepool_id) == "deleting"
    settle(tenant)
    assert task_of(tenant, answer)["state"] == "success"


def test_a_serverless_cluster_has_no_machines():
    tenant = a_tenant()
    serverless = a_kubernetes_cluster(
        tenant, profile="Serverless", container_cidr=None, addons=None
    )
    refused = call(tenant, "POST", f"/clusters/{serverless}/nodepools", a_pool_body())
    assert (refused.status, refused.code) == (400, "InvalidStatus.Unsupported")


def test_creation_and_growth_can_be_canceled(world):
    tenant, cluster_id, nodepool_id, *_ = world
    path = f"/clusters/{cluster_id}/nodepools"
    created = call(tenant, "POST", path, a_pool_body("another", 3))
    grown = call(tenant, "POST", f"{path}/{nodepool_id}", {"count": 2})
    for answer in (created, grown):
        assert call(tenant, "POST", f"/tasks/{answer.body['task_id']}/cancel").status == 200
    settle(tenant)
    for answer in (created, grown):
        assert task_of(tenant, answer)["state"] == "canceled"
    listed = call(tenant, "GET", path).ok()["nodepools"]
    assert {each["status"]["state"] for each in listed} == {"active"}
