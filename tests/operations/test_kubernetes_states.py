"""Every operation in every state of cluster, pool and task: what works, and what is refused how.

The tables are made of the operations and the states that there are, so that a new one of either is
in them from its first day. No state may lead to an internal error.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from cs_simulator.cluster_types.ack.cluster_type import ACK
from cs_simulator.cluster_types.ack.pools.states import TRANSITIONS as POOL_TRANSITIONS
from cs_simulator.domain.records import ClusterState, TaskState
from cs_simulator.operations import Incoming, Operation, all_operations
from cs_simulator.operations._not_modelled import not_modelled
from cs_simulator.runtime.tenants.tenant import Tenant

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.pools import a_pool, a_pool_body
from tests.support.worlds import a_tenant, call, perform, put_in_state

CLUSTER_STATES = [state for state in ACK.states if state is not ClusterState.DELETED]
POOL_STATES = sorted(
    {state for state, _ in POOL_TRANSITIONS} | set(POOL_TRANSITIONS.values()) - {"deleted"}
)
# Without the last two no policy can be put into force, and nothing be protected.
ADDONS = [{"name": name} for name in ("flannel", "gatekeeper", "policy-template-controller")]
REFUSED_BY_STATE = {"InvalidStatus.Forbidden", "InvalidStatus.Unsupported"}

READS = {*CLUSTER_STATES}
RUNNING = {ClusterState.RUNNING}
WHILE_NODES_CHANGE = {
    ClusterState.RUNNING,
    ClusterState.SCALING,
    ClusterState.REMOVING,
    ClusterState.DRAINING,
}
LABELS = {*WHILE_NODES_CHANGE, ClusterState.WAITING, ClusterState.DISCONNECTED}
CHANGING = {ClusterState.UPDATING, ClusterState.UPGRADING, ClusterState.MIGRATING}
# Those in which the cluster's Kubernetes API answers, and what is done there works.
REACHABLE = {
    *WHILE_NODES_CHANGE,
    *CHANGING,
    ClusterState.INACTIVE,
    ClusterState.UNAVAILABLE,
}

# In which states of its cluster an operation works; those that are not here are only tried.
WORKS_IN: dict[str, Iterable[ClusterState]] = {
    **dict.fromkeys(
        (
            "DescribeClusterDetail",
            "DescribeClusterEvents",
            "DescribeClusterLogs",
            "DescribeClusterNodePoolDetail",
            "DescribeClusterNodePools",
            "DescribeClusterNodes",
            "DescribeClusterResources",
            "DescribeClusterTasks",
            "DescribeClusterVuls",
            "DescribeNodePoolVuls",
            "ListAutoRepairPolicies",
            "ModifyClusterTags",
        ),
        READS,
    ),
    **dict.fromkeys(
        (
            "CreateClusterNodePool",
            "DeleteClusterNodepool",
            "FixNodePoolVuls",
            "ModifyClusterNodePool",
            "ScaleClusterNodePool",
            "ScanClusterVuls",
            "InstallClusterAddons",
        ),
        WHILE_NODES_CHANGE,
    ),
    **dict.fromkeys(
        (
            "AttachInstances",
            "DeleteClusterNodes",
            "MigrateCluster",
            "RemoveClusterNodes",
            "RemoveNodePoolNodes",
            "UpgradeCluster",
        ),
        RUNNING,
    ),
    **dict.fromkeys(
        (
            "DescribeClusterNamespaces",
            "DescribeClusterUserKubeconfig",
            "DescribeUserClusterNamespaces",
            "StartAlert",
            "StopAlert",
            "UpdateContactGroupForAlert",
            "DescribeResourcesDeleteProtection",
            "UpdateResourcesDeleteProtection",
            "DeployPolicyInstance",
        ),
        REACHABLE,
    ),
    "CreateAutoRepairPolicy": LABELS,
    "ModifyCluster": LABELS,
    "DeleteCluster": READS - CHANGING - WHILE_NODES_CHANGE | RUNNING,
}
BODIES: dict[str, Any] = {
    "CreateAutoRepairPolicy": {
        "name": "restart",
        "rules": [{"incidents": [{"name": "a"}], "repair_procedure": [{"name": "b"}]}],
    },
    "CreateClusterNodePool": a_pool_body("another", 1),
    "DeleteClusterNodes": {"nodes": ["{node_name}"]},
    "InstallClusterAddons": [{"name": "ack-node-problem-detector"}],
    "AttachInstances": {"instances": ["i-2zefree1"]},
    "AttachInstancesToNodePool": {"instances": ["i-2zefree1"]},
    "MigrateCluster": {"type": "ManagedKubernetes", "spec": "ack.pro.small"},
    "ModifyCluster": {"cluster_name": "renamed"},
    "ModifyClusterNodePool": {"scaling_group": {"desired_size": 3}},
    "ModifyClusterTags": [{"key": "a", "value": "b"}],
    "RemoveClusterNodes": {"nodes": ["{node_name}"]},
    "StartAlert": {"alert_rule_group_name": "x"},
    "StopAlert": {"alert_rule_group_name": "x"},
    "UpdateContactGroupForAlert": {"alert_rule_group_name": "x", "contact_group_ids": [1]},
    "UpdateResourcesDeleteProtection": {
        "enable": True,
        "resource_type": "namespaces",
        "resources": ["default"],
    },
    "ScaleClusterNodePool": {"count": 1},
    "UpgradeCluster": {"next_version": "1.35.7-aliyun.1"},
    "UpgradeClusterNodepool": {},
}
QUERIES = {
    "RemoveNodePoolNodes": {"instance_ids": "{instance_id}"},
    "DeleteClusterNodepool": {"force": "true"},
}


def of_kubernetes(placeholder: str) -> list[Operation]:
    """The operations whose path has a placeholder, each as a Kubernetes cluster gets it."""
    routes: dict[tuple[str, str], Operation] = {}
    for operation in (*not_modelled(), *all_operations()):
        if placeholder in operation.path:
            key = (operation.method, operation.path)
            if key not in routes or operation.cluster_type == "ack":
                routes[key] = operation
    return list(routes.values())


def product(operations: Iterable[Operation], states: Iterable[str]) -> list[Any]:
    states = list(states)
    return [
        pytest.param(operation, state, id=f"{operation.name}-{operation.method}-{state}")
        for operation in operations
        for state in states
    ]


@pytest.fixture(scope="module")
def made() -> tuple[Tenant, dict[str, str]]:
    """A tenant with a cluster and a pool of two nodes, and what paths may name of it."""
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant, kubernetes_version="1.34.10-aliyun.1", addons=ADDONS)
    nodepool_id = a_pool(tenant, cluster_id)
    [first, _] = call(tenant, "GET", f"/clusters/{cluster_id}/nodes").ok()["nodes"]
    task_id = tenant.world.cluster_tasks[cluster_id][-1]
    names = dict.fromkeys(("addon_name", "component_id", "instance_name", "token", "ip"), "coredns")
    names["uid"] = "1234567890123456"
    names["resource_type"] = "namespaces"
    names["policy_name"] = "ACKPSPPrivilegedContainer"
    found = {"cluster_id": cluster_id, "nodepool_id": nodepool_id, "task_id": task_id}
    node = {"instance_id": first["instance_id"], "node_name": first["node_name"]}
    return tenant, {**names, **found, **node}


@pytest.fixture
def world(made: tuple[Tenant, dict[str, str]]) -> Iterator[tuple[Tenant, dict[str, str]]]:
    """The same for every test: what one changes is put back."""
    tenant = made[0]
    before = {name: dict(table.records) for name, table in tenant.world.tables.items()}
    yield made
    for name, table in tenant.world.tables.items():
        for key in {*before[name], *table.records}:
            if table.records.get(key) is not before[name].get(key):
                table.set(key, before[name].get(key))


class _Names(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "x"


def outcome(tenant: Tenant, operation: Operation, names: dict[str, str]) -> str:
    """The outcome of a call: ``works``, or the code of its refusal; never an internal error."""
    path = operation.path.format_map(_Names(names))
    query = {
        name: value.format_map(names) for name, value in QUERIES.get(operation.name, {}).items()
    }
    body = json.dumps(BODIES[operation.name]) if operation.name in BODIES else ""
    raw = body.replace("{node_name}", names["node_name"]).encode()
    incoming = Incoming(operation.method, path, path, query, raw, "application/json", "")
    answer = perform(tenant, incoming)
    if answer is None:  # it needs the store
        return "works"
    is_internal = answer.status >= 500 and answer.code != "OperationNotModelled"
    assert not is_internal, answer.body
    return answer.code or "works"


@pytest.mark.parametrize(
    ("operation", "state"), product(of_kubernetes("{cluster_id}"), CLUSTER_STATES)
)
def test_an_operation_in_a_state_of_its_cluster(world, operation, state):
    tenant, names = world
    put_in_state(tenant, names["cluster_id"], state)

    code = outcome(tenant, operation, names)

    if operation.allowed_in is not None and state not in operation.allowed_in:
        assert code in REFUSED_BY_STATE
    if operation.name in WORKS_IN:
        assert (code == "works") == (state in WORKS_IN[operation.name]), code


# In which states of its pool an operation works.
READS_POOLS = {"DescribeClusterNodePoolDetail", "DescribeNodePoolVuls"}
POOL_WORKS_IN = {
    "DeleteClusterNodepool": {"initial", "active", "failed", "delete_failed", "scaling"}
}


@pytest.mark.parametrize(
    ("operation", "state"), product(of_kubernetes("{nodepool_id}"), POOL_STATES)
)
def test_an_operation_in_a_state_of_its_pool(world, operation, state):
    tenant, names = world
    groups = tenant.world.node_groups
    group = groups[names["nodepool_id"]]._replace(state=state)
    tenant.change(0.0, lambda unit: unit.put(groups, group))

    code = outcome(tenant, operation, names)

    works_in = POOL_WORKS_IN.get(operation.name, {"active"})
    if operation.reason or operation.name in READS_POOLS or state in works_in:
        assert code != "InvalidNodePoolStatus.Forbidden"
    else:
        assert code == "InvalidNodePoolStatus.Forbidden"


@pytest.mark.parametrize(("operation", "state"), product(of_kubernetes("{task_id}"), TaskState))
@pytest.mark.parametrize("name", ["UpgradeClusterNodepool", "ScaleClusterNodePool"])
def test_an_operation_in_a_state_of_its_task(world, operation, state, name):
    tenant, names = world
    [start] = (each for each in all_operations() if each.name == name)
    assert outcome(tenant, start, names) == "works"
    task_id = tenant.world.cluster_tasks[names["cluster_id"]][-1]
    tasks = tenant.world.tasks
    task = tasks[task_id]._replace(state=state)
    tenant.change(0.0, lambda unit: unit.put(tasks, task))

    code = outcome(tenant, operation, {**names, "task_id": task_id})

    assert code == _expected(operation.name, state, can_pause=name.startswith("Upgrade"))


def _expected(operation: str, state: TaskState, *, can_pause: bool) -> str:
    """What an operation on a task in a state is answered with."""
    allowed = {
        "DescribeTaskInfo": set(TaskState),
        "PauseTask": {TaskState.RUNNING} if can_pause else set(),
        "ResumeTask": {TaskState.PAUSED} if can_pause else set(),
        "CancelTask": {
            TaskState.RUNNING, TaskState.PAUSING, TaskState.PAUSED, TaskState.RESUMING,
        },
    }[operation]  # fmt: skip
    if state in allowed:
        return "works"
    is_late = operation == "PauseTask" and can_pause
    return "ErrPauseTask" if is_late else "TaskOperationNotSupported"
