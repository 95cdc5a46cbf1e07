"""What happens to nodes without anybody having asked for it."""

from cs_simulator.domain import ids
from cs_simulator.domain.records import Node
from cs_simulator.engine.unit import INFORMATION, WARNING, Unit

EVENT = "cluster_node_status"


def lose(unit: Unit, node: Node) -> Node:
    """The service cannot reach the node any more."""
    return _tell(unit, node._replace(is_lost=True), "Disconnected", "is disconnected", WARNING)


def recover(unit: Unit, node: Node) -> Node:
    """The node is there again."""
    return _tell(unit, node._replace(is_lost=False), "Reconnected", "is back", INFORMATION)


def _tell(unit: Unit, node: Node, reason: str, what: str, level: int) -> Node:
    cluster = unit.world.clusters[node.cluster_id]
    message = f"Node {ids.node_name(node.cluster_id, node.number)} {what}"
    unit.log(cluster, message, level)
    unit.event(cluster, EVENT, reason, message, "warning" if level is WARNING else "info")
    return unit.put(unit.world.nodes, node._replace(updated=unit.now))
