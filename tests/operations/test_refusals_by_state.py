"""Which operation is refused in which state of its cluster: one table, for every operation."""

import json
import re

import pytest
from cs_simulator.domain.records import ClusterState
from cs_simulator.operations import Incoming, all_operations

from tests.support.builders import PASSWORD
from tests.support.worlds import (
    a_running_cluster,
    a_tenant,
    call,
    create,
    perform,
    put_in_state,
    settle,
)

ALL = {
    "initial", "running", "inactive", "updating", "scaling", "failed", "deleting", "delete_failed",
}  # fmt: skip
"""The states that a Swarm cluster can be in."""
UP = {"running", "inactive", "scaling", "updating"}
NOT_LEAVING = ALL - {"deleting"}

# The states in which each operation that names a cluster works.
WORKS_IN = {
    "AttachInstances": {"running", "inactive"},
    "CreateClusterToken": NOT_LEAVING,
    "DeleteCluster": ALL,
    "DeleteClusterNode": {"running"},
    "DescribeClusterCerts": UP,
    "DescribeClusterDetail": ALL,
    "DescribeClusterEvents": ALL,
    "DescribeClusterHosts": ALL,
    "DescribeClusterLogs": ALL,
    "DescribeClusterNodes": ALL,
    "DescribeClusterResources": ALL,
    "DescribeClusterScaledNode": ALL,
    "DescribeClusterTasks": ALL,
    "DescribeClusterToken": ALL,
    "DescribeClusterTokens": ALL,
    "ModifyClusterName": NOT_LEAVING,
    "ModifyClusterTags": ALL,
    "ResetClusterNode": {"running"},
    "ScaleCluster": {"running", "inactive"},
    "ScaleInCluster": {"running"},
}
BODIES = {
    "AttachInstances": {"password": PASSWORD, "instances": ["i-2zefree1"]},
    "ModifyClusterTags": [],
    "ResetClusterNode": {"password": PASSWORD, "ecs_image_id": "m-2zeubuntu1604"},
    "ScaleCluster": {"size": 3, "instance_type": "ecs.n1.small", "password": PASSWORD},
    "ScaleInCluster": {"size": 1},
}
OF_KUBERNETES = re.compile(
    "nodepools|DeleteClusterNodes|RemoveClusterNodes|/cluster/|/attachscript"
)
OF_CLUSTERS = {
    found.name: found
    for found in all_operations()
    if "{cluster_id}" in found.path
    and not found.cluster_type
    and not OF_KUBERNETES.search(f"{found.path} {found.name}")
}
IN_EVERY_STATE = [
    pytest.param(name, state, id=f"{name}-{state}") for name in WORKS_IN for state in sorted(ALL)
]


def test_the_table_has_every_operation_that_names_a_cluster():
    assert WORKS_IN.keys() == OF_CLUSTERS.keys()


@pytest.fixture
def world():
    """A tenant with a running cluster of two nodes, and what paths may name of it."""
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant, size=2)
    token = call(tenant, "POST", f"/clusters/{cluster_id}/token").body["token"]
    node = tenant.world.nodes_of(cluster_id)[0]
    names = {
        "cluster_id": cluster_id,
        "cluster_name": "another",
        "instance_id": node.instance_id,
        "ip": node.ip_address,
        "token": token,
    }
    return tenant, names


def call_operation(tenant, operation, names):
    """The outcome of a call: ``works``, or the code of its refusal."""
    path = operation.path.format_map(names)
    raw = json.dumps(BODIES[operation.name]).encode() if operation.name in BODIES else b""
    answered = perform(tenant, Incoming(operation.method, path, path, {}, raw, "", ""))
    return answered.code or "works" if answered else "works"


@pytest.mark.parametrize(("name", "state"), IN_EVERY_STATE)
def test_an_operation_works_in_the_states_of_the_table_only(world, name, state):
    tenant, names = world
    put_in_state(tenant, names["cluster_id"], ClusterState(state))

    outcome = call_operation(tenant, OF_CLUSTERS[name], names)

    assert outcome == ("works" if state in WORKS_IN[name] else "ErrorClusterState")


@pytest.mark.parametrize("name", WORKS_IN)
def test_an_operation_on_an_unknown_cluster_is_refused(world, name):
    tenant, names = world
    outcome = call_operation(tenant, OF_CLUSTERS[name], names | {"cluster_id": "c" + 32 * "0"})
    assert outcome == "ErrorClusterNotFound"


def test_a_deletion_of_a_cluster_that_is_being_deleted_restarts_nothing():
    tenant = a_tenant()
    cluster_id = create(tenant)
    first = call(tenant, "DELETE", f"/clusters/{cluster_id}").body["task_id"]
    assert call(tenant, "DELETE", f"/clusters/{cluster_id}").body["task_id"] == first
    settle(tenant)
    assert call(tenant, "DELETE", f"/clusters/{cluster_id}").status == 404
