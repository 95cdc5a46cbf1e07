"""``GET /clusters/{cluster_id}/nodepools``: all node pools of a cluster, in order of creation.

What the service does: answers every pool with what was sent for it, and how many of its nodes are
in which state; ``NodepoolName`` filters them by name.

Differs from the service: whether the filter takes parts of names is not known; here the name has to
be the whole one.
"""

from cs_simulator.engine import poll_targets
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import cluster_id_of, kubernetes_cluster
from cs_simulator.operations._node_pools import rendered_pool
from cs_simulator.operations._operation import Call, Reply, operation


@operation(
    "DescribeClusterNodePools",
    "GET",
    "/clusters/{cluster_id}/nodepools",
    poll_target=lambda world, call: poll_targets.groups_target(world, cluster_id_of(call)),
    is_kept=True,
)
def describe_cluster_node_pools(call: Call, unit: Unit) -> Reply:
    """Answer the pools."""
    cluster = kubernetes_cluster(call, unit)
    name = call.query.get("NodepoolName")
    groups = unit.world.groups_of(cluster.cluster_id)
    pools = [
        rendered_pool(unit.world, cluster, group, in_list=True)
        for group in groups
        if not name or group.name == name
    ]
    return Reply(body={"nodepools": pools}, cluster_id=cluster.cluster_id)
