"""Zones that are lost as a whole: their nodes, and the instances that they would have had.

A lost zone is kept as the stock of every type: there is none.
"""

from collections.abc import Iterator

from cs_simulator.domain.records import Node, NodeState, Stock
from cs_simulator.engine import limits, node_loss
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World


def lose(unit: Unit, zone_id: str) -> None:
    """Lose a zone: its running nodes cannot be reached, and no instance is made there."""
    limits.set_stock(unit, zone_id, limits.EVERY_TYPE, 0)
    for node in _nodes(unit.world, zone_id):
        if node.state is NodeState.RUNNING and not node.is_lost:
            node_loss.lose(unit, node)


def recover(unit: Unit, zone_id: str) -> None:
    """Bring a lost zone back, and its nodes with it; nothing happens to one that is not lost."""
    stock = unit.world.stock.get(Stock.key_of(zone_id, limits.EVERY_TYPE))
    if stock is None:
        return
    unit.drop(unit.world.stock, stock)
    for node in _nodes(unit.world, zone_id):
        if node.is_lost:
            node_loss.recover(unit, node)


def lose_if_zone_is_lost(unit: Unit, node: Node) -> None:
    """Lose a node that has just come up, if that was in a zone which is lost by now."""
    world = unit.world
    if not world.stock.records or world.nodes.get(node.instance_id) is None:
        return
    key = Stock.key_of(_zone_of(world, node), limits.EVERY_TYPE)
    if node.state is NodeState.RUNNING and world.stock.get(key) is not None:
        node_loss.lose(unit, node)


def _nodes(world: World, zone_id: str) -> Iterator[Node]:
    return (node for node in list(world.nodes) if _zone_of(world, node) == zone_id)


def _zone_of(world: World, node: Node) -> str:
    switch = world.vswitches.get(node.vswitch_id)
    return switch.zone_id if switch else ""
