"""``GET /clusters/{cluster_id}/hosts``: the nodes as the cluster's manager lists them.

What the service does: the path is known from the SDKs, the answer is not.

Differs from the service: the answer is that of ``GET /hosts/`` at the cluster's own address.
"""

from cs_simulator.cluster_types.swarm.answers import hosts_of
from cs_simulator.engine import poll_targets
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import cluster_id_of, existing_cluster
from cs_simulator.operations._operation import Call, Reply, operation


@operation(
    "DescribeClusterHosts",
    "GET",
    "/clusters/{cluster_id}/hosts",
    poll_target=lambda world, call: poll_targets.nodes_target(world, cluster_id_of(call)),
    is_kept=True,
    returns_array=True,
)
def describe_cluster_hosts(call: Call, unit: Unit) -> Reply:
    """Answer the nodes."""
    cluster = existing_cluster(call, unit)
    return Reply(body=hosts_of(unit.world, cluster), cluster_id=cluster.cluster_id)
