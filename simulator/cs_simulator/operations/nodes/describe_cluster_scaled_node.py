"""``GET /clusters/{cluster_id}/scaled_nodes/``: the nodes added by scaling out.

What the service does: the path is known from the SDKs; it listed the instances that automatic
scaling had made. The answer is not known.

Differs from the service: there is no automatic scaling here, so these are the nodes that
ScaleCluster made, in the shape of the cluster's hosts.
"""

from cs_simulator.cluster_types.swarm.answers import hosts_of
from cs_simulator.engine import poll_targets
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import cluster_id_of, existing_cluster
from cs_simulator.operations._operation import Call, Reply, operation


@operation(
    "DescribeClusterScaledNode",
    "GET",
    "/clusters/{cluster_id}/scaled_nodes/",
    poll_target=lambda world, call: poll_targets.nodes_target(world, cluster_id_of(call)),
    is_kept=True,
    returns_array=True,
)
def describe_cluster_scaled_node(call: Call, unit: Unit) -> Reply:
    """Answer the nodes that ScaleCluster made."""
    world, cluster = unit.world, existing_cluster(call, unit)
    scaled = {
        node.instance_id
        for node in world.nodes_of(cluster.cluster_id)
        if node.made_by == "ScaleCluster"
    }
    hosts = [host for host in hosts_of(world, cluster) if host["InstanceId"] in scaled]
    return Reply(body=hosts, cluster_id=cluster.cluster_id)
