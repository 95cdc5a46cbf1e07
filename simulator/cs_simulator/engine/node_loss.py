"""Nodes that the service cannot reach: losing them, and recovering them."""

import orjson

from cs_simulator.domain.records import Node
from cs_simulator.engine import naming, upkeep
from cs_simulator.engine.unit import INFORMATION, WARNING, Unit

EVENT = "cluster_node_status"
LOST = "Disconnected"
"""The reason of the event of a loss."""
_KEPT = 8
"""How many losses of a node are kept."""


def lose(unit: Unit, node: Node) -> Node:
    """Mark a node as lost: the service cannot reach it. Returns the node as it is then."""
    lost = _report(unit, as_lost(node, unit.now), LOST, "is disconnected", WARNING)
    group = unit.world.node_groups.get(node.group_id)
    if group:
        upkeep.look_after(unit, unit.world.clusters[node.cluster_id], group)
    return lost


def recover(unit: Unit, node: Node) -> Node:
    """Mark a lost node as reachable again. Returns the node as it is then."""
    return _report(unit, as_found(node, unit.now), "Reconnected", "is back", INFORMATION)


def losses_of(node: Node) -> list[tuple[int, int]]:
    """When a node was lost and back again, oldest first; 0 for one that is not back.

    Earlier versions did not keep it: a node that has been lost since then was so when it changed.
    """
    losses = [(lost, back) for lost, back in orjson.loads(node.losses)]
    return [(node.updated, 0)] if node.is_lost and not losses else losses


def is_lost_at(node: Node, at: int) -> bool:
    """Whether a node was lost at an instant, which may be past."""
    return any(lost <= at and (not back or at < back) for lost, back in losses_of(node))


def as_lost(node: Node, now: int) -> Node:
    """The node, lost at an instant."""
    if node.is_lost:
        return node
    losses = [*orjson.loads(node.losses)[1 - _KEPT :], [now, 0]]
    return node._replace(is_lost=True, losses=orjson.dumps(losses).decode())


def as_found(node: Node, now: int) -> Node:
    """The node, reachable again at an instant."""
    losses = orjson.loads(node.losses)
    if not node.is_lost or not losses:  # earlier versions did not keep when it was lost
        return node._replace(is_lost=False)
    losses[-1][1] = now
    return node._replace(is_lost=False, losses=orjson.dumps(losses).decode())


def _report(unit: Unit, node: Node, reason: str, what: str, level: int) -> Node:
    """Put the changed node, and log what happened to it."""
    cluster = unit.world.clusters[node.cluster_id]
    message = f"Node {naming.shown_name(node)} {what}"
    unit.log(cluster, message, level)
    unit.event(cluster, EVENT, reason, message, "warning" if level is WARNING else "info")
    return unit.put(unit.world.nodes, node._replace(updated=unit.now))
