"""``GET /clusters/{cluster_id}``: one cluster.

What the service does: answers the cluster object; ``ErrorClusterNotFound`` for any unknown id,
well-formed or not, and for a deleted cluster.

Differs from the service: ``docker_version``, ``agent_version`` and ``cluster_type`` are the last
known ones for every cluster.
"""

from cs_simulator.engine import poll_targets
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import cluster_id_of, existing_cluster, rendered
from cs_simulator.operations._operation import Call, Reply, operation


@operation(
    "DescribeClusterDetail",
    "GET",
    "/clusters/{cluster_id}",
    ram_action="GetClusterById",
    poll_target=lambda world, call: poll_targets.cluster_target(world, cluster_id_of(call)),
    is_kept=True,
)
def describe_cluster_detail(call: Call, unit: Unit) -> Reply:
    """Answer the cluster object."""
    cluster = existing_cluster(call, unit)
    return Reply(body=rendered(unit.world, cluster), cluster_id=cluster.cluster_id)
