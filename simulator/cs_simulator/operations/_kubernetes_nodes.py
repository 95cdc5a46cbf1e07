"""What operations on nodes of Kubernetes clusters share: finding them, and removing them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack.pools import growth
from cs_simulator.cluster_types.ack.pools.field_rules import Items
from cs_simulator.cluster_types.ack.pools.nodes import name_of
from cs_simulator.cluster_types.ack.pools.properties import node_properties
from cs_simulator.domain.lifecycle import Trigger
from cs_simulator.domain.records import Cluster, Node, NodeGroup, Task
from cs_simulator.engine import provisioning, states
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._node_pools import must_be_idle
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Boolean, TextList


@dataclass(frozen=True, slots=True, kw_only=True)
class NodesByNameRequest:
    """The body by which nodes are removed by their names."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    nodes: Annotated[tuple[str, ...], TextList(), Items(1, 100)]
    drain_node: Annotated[bool | None, Boolean()] = None
    release_node: Annotated[bool | None, Boolean()] = None


def named(cluster: Cluster, nodes: Iterable[Node], names: Iterable[str]) -> list[Node]:
    """The nodes of these names, each once; raises ``ErrorNodeNotFound`` with those that are not."""
    return _found({name_of(cluster, node): node for node in nodes}, names)


def of_instances(nodes: Iterable[Node], instance_ids: Iterable[str]) -> list[Node]:
    """The nodes of these instances, each once; raises ``ErrorNodeNotFound`` with the others."""
    return _found({node.instance_id: node for node in nodes}, instance_ids)


def _found(by_key: dict[str, Node], keys: Iterable[str]) -> list[Node]:
    wanted = list(dict.fromkeys(keys))
    unknown = [key for key in wanted if key not in by_key]
    if unknown:
        raise ack_errors.NODES_NOT_FOUND(nodes=", ".join(unknown)[:500])
    return [by_key[key] for key in wanted]


def remove_by_name(
    unit: Unit, cluster: Cluster, request: NodesByNameRequest, operation: str
) -> Task:
    """Start to remove nodes by their names; the pools that they are of stay as large as wanted."""
    nodes = named(cluster, unit.world.nodes_of(cluster.cluster_id), request.nodes)
    if any(node_properties(node).get("role") == "Master" for node in nodes):
        raise ack_errors.INVALID_FIELD("nodes", "masters cannot be removed")
    groups = _pools_of(unit, nodes)
    for group in groups:
        must_be_idle(unit.world, cluster, group)
    for group in groups:
        states.move_group(unit, cluster, group, Trigger.REMOVE)
    leaving = growth.mark_leaving(
        unit, nodes, drains=bool(request.drain_node), releases=bool(request.release_node)
    )
    parameters = {
        "nodes": list(request.nodes),
        "drain_node": bool(request.drain_node),
        "release_node": bool(request.release_node),
        "pools": [group.group_id for group in groups],
    }
    return provisioning.begin(unit, cluster, operation, leaving, parameters=parameters)


def _pools_of(unit: Unit, nodes: Iterable[Node]) -> list[NodeGroup]:
    """The pools of some nodes, each once."""
    find: Callable[[str], NodeGroup | None] = unit.world.node_groups.get
    groups = map(find, dict.fromkeys(node.group_id for node in nodes))
    return [group for group in groups if group is not None]
