"""What operations on nodes share: finding one."""

from cs_simulator.catalog import errors
from cs_simulator.domain.records import Cluster, Node
from cs_simulator.engine.world import World


def node_at(world: World, cluster: Cluster, address: str) -> Node:
    """The cluster's node of that intranet address; raises ``ErrorNodeNotFound``."""
    for node in world.nodes_of(cluster.cluster_id):
        if node.ip_address == address:
            return node
    raise errors.NODE_NOT_FOUND(node=address)


def node_of_instance(world: World, cluster: Cluster, instance_id: str) -> Node:
    """The cluster's node of that instance; raises ``ErrorNodeNotFound``."""
    node = world.nodes.get(instance_id)
    if node is None or node.cluster_id != cluster.cluster_id:
        raise errors.NODE_NOT_FOUND(node=instance_id)
    return node
