"""``DELETE /clusters/{cluster_id}/nodepools/{nodepool_id}/nodes``: take nodes out of a pool.

What the service does: removes the nodes that ``instance_ids`` names, or ``nodes`` by their names,
after their pods have been moved away if ``drain_node`` is true; with ``release_node`` pay-as-you-go
instances are released. The desired size of the pool becomes smaller by their number.

Differs from the service: the lists may be JSON or texts with commas. Both settings are false if
they are absent, and ``concurrency`` changes nothing: all nodes are removed side by side.
"""

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import allowed
from cs_simulator.cluster_types.ack.pools import growth
from cs_simulator.domain.records import Cluster, Node
from cs_simulator.engine import provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._kubernetes_nodes import named, of_instances
from cs_simulator.operations._node_pools import idle_pool, started
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._query import boolean, texts


@operation(
    "RemoveNodePoolNodes",
    "DELETE",
    "/clusters/{cluster_id}/nodepools/{nodepool_id}/nodes",
    is_write=True,
    allowed_in=allowed.RUNNING,
    plan="RemoveNodePoolNodes",
    task_status=200,
)
def remove_node_pool_nodes(call: Call, unit: Unit) -> Reply:
    """Start to remove the nodes."""
    cluster = kubernetes_cluster(call, unit)
    group = idle_pool(call, unit, cluster)
    drains, releases = boolean(call, "drain_node"), boolean(call, "release_node")
    boolean(call, "concurrency")
    nodes = _named(call, cluster, unit.world.nodes_of_group(group.group_id))

    group = growth.resized(unit, cluster, group, -len(nodes))
    leaving = growth.mark_leaving(unit, nodes, drains=drains, releases=releases)
    parameters = {
        "instance_ids": [node.instance_id for node in nodes],
        "drain_node": drains,
        "release_node": releases,
    }
    operation_name = "RemoveNodePoolNodes"
    task = provisioning.begin(unit, cluster, operation_name, leaving, group, parameters)
    return started(call, cluster, task)


def _named(call: Call, cluster: Cluster, nodes: list[Node]) -> list[Node]:
    """The nodes that the query names, in one way or the other."""
    instance_ids, names = texts(call, "instance_ids"), texts(call, "nodes")
    if not instance_ids and not names:
        raise ack_errors.MISSING_FIELD("instance_ids")
    found = [*of_instances(nodes, instance_ids), *named(cluster, nodes, names)]
    return list({node.instance_id: node for node in found}.values())
