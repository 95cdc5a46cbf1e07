"""``POST /clusters/{cluster_id}/sync_nodepools``: read the node pools of a cluster anew.

What the service does: compares what it has of the pools with their scaling groups, and corrects
itself. It answers the request's id alone.

Differs from the service: nothing is changed here, since what a pool shows is never old.
"""

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation


@operation(
    "SyncClusterNodePool",
    "POST",
    "/clusters/{cluster_id}/sync_nodepools",
    is_write=True,
    allowed_in=allowed.WITH_POOLS,
)
def sync_cluster_node_pool(call: Call, unit: Unit) -> Reply:
    """Answer that the pools are in step."""
    cluster = kubernetes_cluster(call, unit)
    return Reply(body={"RequestId": call.request_id}, cluster_id=cluster.cluster_id)
