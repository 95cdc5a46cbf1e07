"""``POST /clusters/{cluster_id}/nodes``: remove nodes by their names.

What the service does: removes the nodes, after their pods have been moved away if ``drain_node`` is
true; with ``release_node`` pay-as-you-go instances are released. The desired size of their pools
stays, so that a pool that has one makes new nodes.

Differs from the service: the cluster and the pools that lose nodes are ``removing`` meanwhile,
which clients were seen to wait for. Both settings are false if they are absent. The code for an
unknown node is not known. Older releases of the SDKs send the same body with ``DELETE``.
"""

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._kubernetes_nodes import NodesByNameRequest, remove_by_name
from cs_simulator.operations._node_pools import started
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body


@operation(
    "DeleteClusterNodes",
    "POST",
    "/clusters/{cluster_id}/nodes",
    request=NodesByNameRequest,
    also=("DELETE",),
    is_write=True,
    allowed_in=allowed.RUNNING,
    plan="DeleteClusterNodes",
    task_status=200,
)
def delete_cluster_nodes(call: Call, unit: Unit) -> Reply:
    """Start to remove the nodes."""
    cluster = kubernetes_cluster(call, unit)
    request = read_body(call, NodesByNameRequest)
    task = remove_by_name(unit, cluster, request, "DeleteClusterNodes")
    body = {"cluster_id": cluster.cluster_id, "request_id": call.request_id}
    return started(call, cluster, task, body)
