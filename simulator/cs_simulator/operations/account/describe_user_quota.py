"""``GET /quota``: how many clusters, node pools and nodes the account may have.

What the service does: answers the quotas of Kubernetes clusters by name; and a map of those that
the service of quotas knows, with their units.

Differs from the service: of the map only the entry of a sample is answered. Swarm clusters have
quotas of their own, which this call does not show. There are no improved edge node pools.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation


@operation("DescribeUserQuota", "GET", "/quota")
def describe_user_quota(call: Call, unit: Unit) -> Reply:
    """Answer the quotas."""
    quotas = unit.world.options.quotas
    return Reply(
        body={
            "amk_cluster_quota": quotas.managed_clusters,
            "ask_cluster_quota": quotas.serverless_clusters,
            "cluster_nodepool_quota": quotas.pools_per_cluster,
            "cluster_quota": quotas.kubernetes_clusters,
            "edge_improved_nodepool_quota": {"bandwidth": 0, "count": 0, "period": 0},
            "node_quota": quotas.nodes_per_kubernetes_cluster,
            "quotas": {
                "q_Kubernetes_Cluster": {
                    "adjustable": True,
                    "operation_code": "",
                    "quota": str(quotas.kubernetes_clusters),
                    "unit": "Cluster",
                }
            },
            "request_id": call.request_id,
        }
    )
