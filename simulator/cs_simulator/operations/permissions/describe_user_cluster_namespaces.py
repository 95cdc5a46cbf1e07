"""``GET /api/v2/k8s/{cluster_id}/namespaces``: the namespaces of a cluster that the caller may see.

What the service does: answers their names.

Differs from the service: they are those of a cluster to which nothing was added, since nothing
runs in it.
"""

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation

NAMESPACES = ("default", "kube-node-lease", "kube-public", "kube-system")


@operation(
    "DescribeUserClusterNamespaces",
    "GET",
    "/api/v2/k8s/{cluster_id}/namespaces",
    cluster_type="ack",
    allowed_in=allowed.REACHABLE,
    returns_array=True,
)
def describe_user_cluster_namespaces(call: Call, unit: Unit) -> Reply:
    """Answer the names."""
    cluster = kubernetes_cluster(call, unit)
    return Reply(body=list(NAMESPACES), cluster_id=cluster.cluster_id)
