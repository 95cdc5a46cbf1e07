"""``GET /api/v2/k8s/{cluster_id}/namespaces``: the namespaces of a cluster that the caller may see.

What the service does: answers their names. Those that were made at the cluster's Kubernetes address
are among them.

Differs from the service: every caller is the account itself, which may see all of them. Those of a
cluster that is ``unavailable`` are answered, too, since its Kubernetes API still answers here.
"""

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._namespaces import namespaces_of
from cs_simulator.operations._operation import Call, Reply, operation


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
    return Reply(body=namespaces_of(unit.world, cluster), cluster_id=cluster.cluster_id)
