"""``GET /clusters/{cluster_id}/nodepools/{nodepool_id}``: one node pool.

What the service does: answers what was sent for the pool, how many of its nodes are in which state,
and its conditions.

Differs from the service: of the types of conditions only one is known, and not when it is given;
here there is one of our own, ``ScalingReady``, which says what was short in the last change of the
number of nodes.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._node_pools import existing_pool, pool_target, rendered_pool
from cs_simulator.operations._operation import Call, Reply, operation


@operation(
    "DescribeClusterNodePoolDetail",
    "GET",
    "/clusters/{cluster_id}/nodepools/{nodepool_id}",
    poll_target=pool_target,
    is_kept=True,
)
def describe_cluster_node_pool_detail(call: Call, unit: Unit) -> Reply:
    """Answer the pool."""
    cluster = kubernetes_cluster(call, unit)
    group = existing_pool(call, unit, cluster)
    return Reply(body=rendered_pool(unit.world, cluster, group), cluster_id=cluster.cluster_id)
