"""What a scheduled action is about: the clusters, node pools and nodes that its keys choose."""

from collections.abc import Iterator
from typing import Any

from cs_simulator.domain.randomness import Purpose
from cs_simulator.domain.records import Cluster, Node, NodeGroup, NodeState
from cs_simulator.engine import cluster_nodes
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.scenarios.rules.matching import MatchContext
from cs_simulator.scenarios.rules.patterns import matches_one
from cs_simulator.scenarios.rules.selection import is_selected

Action = dict[str, Any]


def clusters(unit: Unit, action: Action) -> list[Cluster]:
    """The clusters whose names match; all of them without patterns."""
    patterns = action.get("cluster")
    return [
        cluster
        for cluster in list(unit.world.clusters)
        if not patterns or matches_one(patterns, cluster.name)
    ]


def nodes(unit: Unit, action: Action) -> Iterator[Node]:
    """The running nodes: that of the action's id, or those selected of each cluster or pool."""
    world = unit.world
    if "instance_id" in action:
        node = world.nodes.get(action["instance_id"])
        if node and node.state is NodeState.RUNNING:
            yield node
        return
    select = action.get("select") or {}
    for cluster in clusters(unit, action):
        for candidates in _groups_of_nodes(world, cluster, action):
            running = [node for node in candidates if node.state is NodeState.RUNNING]
            yield from _selected(world, cluster, running, select)


def _groups_of_nodes(world: World, cluster: Cluster, action: Action) -> Iterator[list[Node]]:
    """The nodes among which an action selects: the cluster's, or those of each pool it names."""
    patterns = action.get("node_pool")
    if not patterns:
        yield world.nodes_of(cluster.cluster_id)
        return
    for group in pools(world, cluster, action):
        yield cluster_nodes.of_group(world, cluster, group)


def pools(world: World, cluster: Cluster, action: Action) -> Iterator[NodeGroup]:
    """The pools of a cluster that an action names; all of them without patterns."""
    patterns = action.get("node_pool") or ["*"]
    for group in world.groups_of(cluster.cluster_id):
        if matches_one(patterns, group.name) or matches_one(patterns, group.group_id):
            yield group


def _selected(
    world: World, cluster: Cluster, nodes: list[Node], select: dict[str, Any]
) -> Iterator[Node]:
    # An action of a fault has no selection, and is no reason to load what reads scenarios.
    if not select:
        yield from nodes
        return
    from cs_simulator.scenarios.declaration import build
    from cs_simulator.scenarios.rules.conditions import Selection

    random_for = Purpose(world.seed, (world.origin, "action"))
    selection, group = build(Selection, select), tuple(node.number for node in nodes)
    context = MatchContext(0, "", cluster=cluster.name, group=lambda: group)
    for node in nodes:
        context = context._replace(number=node.number)
        if is_selected(selection, context, random_for):
            yield node
