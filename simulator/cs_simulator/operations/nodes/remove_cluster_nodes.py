"""``POST /api/v2/clusters/{cluster_id}/nodes/remove``: remove nodes by their names.

What the service does: what DeleteClusterNodes does, but answers nothing. The Terraform provider
waits for the pool to be ``active`` again.

Differs from the service: as DeleteClusterNodes does.
"""

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._kubernetes_nodes import NodesByNameRequest, remove_by_name
from cs_simulator.operations._node_pools import started
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body


@operation(
    "RemoveClusterNodes",
    "POST",
    "/api/v2/clusters/{cluster_id}/nodes/remove",
    request=NodesByNameRequest,
    is_write=True,
    allowed_in=allowed.RUNNING,
    returns_nothing=True,
    plan="RemoveClusterNodes",
    task_status=200,
)
def remove_cluster_nodes(call: Call, unit: Unit) -> Reply:
    """Start to remove the nodes."""
    cluster = kubernetes_cluster(call, unit)
    request = read_body(call, NodesByNameRequest)
    task = remove_by_name(unit, cluster, request, "RemoveClusterNodes")
    return started(call, cluster, task)._replace(body=None)
