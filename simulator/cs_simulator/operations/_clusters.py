"""What operations on clusters share: finding one, the cluster object, the answer of a task."""

from cs_simulator.catalog import errors
from cs_simulator.cluster_types import type_of
from cs_simulator.domain.records import Cluster, ClusterState, Task
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._kept_replies import kept_part
from cs_simulator.operations._operation import Call, Reply

# The states in which the number of nodes can be changed, and in which a node can be worked on.
SCALABLE = frozenset({ClusterState.RUNNING, ClusterState.INACTIVE})
WITH_NODES = frozenset({ClusterState.RUNNING})


def cluster_id_of(call: Call) -> str:
    """The cluster id in the path, in lower case: documents write some with a capital C."""
    return call.parameters["cluster_id"].lower()


def existing_cluster(call: Call, unit: Unit) -> Cluster:
    """The cluster that the path names, if its state and its type allow the operation.

    Raises ``ErrorClusterNotFound``, ``ErrorClusterState`` or ``OperationNotModelled``; for the
    state of a Kubernetes cluster ``InvalidStatus.Forbidden`` or ``InvalidStatus.Unsupported``.
    """
    cluster = unit.world.clusters.get(cluster_id_of(call))
    if cluster is None:
        raise errors.CLUSTER_NOT_FOUND(cluster_id=call.parameters["cluster_id"])
    operation = call.operation
    if operation.allowed_in is not None and cluster.state not in operation.allowed_in:
        raise type_of(unit.world, cluster).refusal_of_state(cluster, operation.name)
    if operation.plan and unit.world.cluster_types.plan(cluster, operation.plan) is None:
        reason = f"clusters of type {cluster.cluster_type} have no such task"
        raise errors.OPERATION_NOT_MODELLED(operation=operation.name, reason=reason)
    return cluster


def kubernetes_cluster(call: Call, unit: Unit, others_have: str = "nothing of the kind") -> Cluster:
    """The cluster that the path names, if it is a Kubernetes cluster; else raises the refusal.

    The refusal says what clusters of other types have instead.
    """
    found = unit.world.clusters.get(cluster_id_of(call))
    if found is not None and found.cluster_type != "ack":
        reason = f"clusters of type {found.cluster_type} have {others_have}"
        raise errors.OPERATION_NOT_MODELLED(operation=call.operation.name, reason=reason)
    return existing_cluster(call, unit)


def accepted(call: Call, cluster: Cluster, task: Task) -> Reply:
    """The reply of an asynchronous operation, with the ids of cluster, request and task."""
    return Reply(
        status=call.operation.task_status,
        body={
            "cluster_id": cluster.cluster_id,
            "request_id": call.request_id,
            "task_id": task.task_id,
        },
        cluster_id=cluster.cluster_id,
        task_id=task.task_id,
    )


def rendered(world: World, cluster: Cluster, shape: str = "") -> bytes:
    """The cluster object as JSON, kept until the cluster or a part of it changes.

    *shape* names the one of a list, empty is that of DescribeClusterDetail.
    """

    def render() -> object:
        cluster_type = type_of(world, cluster)
        return cluster_type.shapes.get(shape, cluster_type.cluster_object)(world, cluster)

    return kept_part(world, cluster.cluster_id, (cluster.cluster_id, shape), render)
