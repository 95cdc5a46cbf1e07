"""``GET /quota``: how many clusters and nodes the account may have.

What the service does: answers the quotas by name. It came after the Swarm clusters.

Differs from the service: quotas of Kubernetes clusters are 0, since none are modelled.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation


@operation("DescribeUserQuota", "GET", "/quota")
def describe_user_quota(call: Call, unit: Unit) -> Reply:
    """Answer the quotas."""
    quotas = unit.world.options.quotas
    return Reply(
        body={
            "amk_cluster_quota": 0,
            "ask_cluster_quota": 0,
            "cluster_nodepool_quota": 0,
            "cluster_quota": quotas.clusters,
            "node_quota": quotas.nodes_per_cluster,
            "request_id": call.request_id,
        }
    )
