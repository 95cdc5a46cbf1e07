"""What the operations on the logs of a cluster's control plane share."""

from cs_simulator.catalog import errors
from cs_simulator.domain.records import Cluster, ClusterState
from cs_simulator.engine import provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import cluster_id_of, existing_cluster
from cs_simulator.operations._operation import Call, Reply
from cs_simulator.validation.body import parse_body

CHANGEABLE = frozenset({ClusterState.RUNNING})
"""The states of a cluster in which the settings of its logs can be changed."""


def kubernetes_cluster(call: Call, unit: Unit) -> Cluster:
    """The Kubernetes cluster that the path names, if its state allows the operation.

    Raises ``ErrorClusterNotFound``, ``OperationNotModelled`` or the refusal of its state.
    """
    found = unit.world.clusters.get(cluster_id_of(call))
    if found and found.cluster_type != "ack":
        reason = f"clusters of type {found.cluster_type} have no such logs"
        raise errors.OPERATION_NOT_MODELLED(operation=call.operation.name, reason=reason)
    return existing_cluster(call, unit)


def body_of(call: Call) -> dict[str, object]:
    """The JSON object that the call sent."""
    return parse_body(call.incoming.body, call.incoming.content_type)


def changed(call: Call, unit: Unit, cluster: Cluster) -> Reply:
    """Keep the changed cluster and begin its task; the reply names both."""
    unit.put(unit.world.clusters, cluster._replace(updated=unit.now))
    cluster = unit.world.clusters[cluster.cluster_id]
    task = provisioning.begin(unit, cluster, call.operation.plan)
    return Reply(
        body={
            "cluster_id": cluster.cluster_id,
            "request_id": call.request_id,
            "task_id": task.task_id,
        },
        cluster_id=cluster.cluster_id,
        task_id=task.task_id,
    )
