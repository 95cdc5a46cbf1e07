"""Pools that grow and shrink: which nodes come and go, and the tasks that bring and take them."""

from collections.abc import Iterable, Sequence

from cs_simulator.cluster_types.ack import kept
from cs_simulator.cluster_types.ack.pools import auto_repair
from cs_simulator.cluster_types.ack.pools.nodes import expiry
from cs_simulator.cluster_types.ack.pools.properties import (
    Sent,
    bounds,
    is_auto_scaling,
    keeps_size,
    with_properties,
)
from cs_simulator.domain.records import Cluster, ClusterState, Node, NodeGroup, NodeState, Task
from cs_simulator.engine import cluster_nodes, provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

REPLACE = "ScaleClusterNodePool#replace"
"""The plan by which a pool brings in nodes by itself."""
REPAIR = "RepairClusterNodePool"


def members(world: World, cluster: Cluster, group: NodeGroup) -> list[Node]:
    """The nodes of a pool that are not about to leave it."""
    nodes = cluster_nodes.of_group(world, cluster, group)
    return [node for node in nodes if node.state is not NodeState.REMOVING]


def wanted(sent: Sent, size: int) -> int:
    """How many nodes a pool is to have: *size*, but with auto scaling between its bounds."""
    if not is_auto_scaling(sent):
        return size
    least, most = bounds(sent)
    return min(max(size, least), most)


def grow(unit: Unit, cluster: Cluster, group: NodeGroup, count: int, plan: str) -> Task:
    """Start to bring a number of new nodes into a pool."""
    nodes = new_nodes(unit, cluster, group, count, plan.partition("#")[0])
    return provisioning.begin(unit, cluster, plan, nodes, group, {"count": count})


def new_nodes(
    unit: Unit, cluster: Cluster, group: NodeGroup, count: int, operation: str
) -> list[Node]:
    """New nodes of a pool, which have no instances yet."""
    scaling = kept.sent_of(group).get("scaling_group", {})
    nodes = cluster_nodes.make(unit, cluster, count, made_by=operation, group=group)
    if scaling.get("instance_charge_type") != "PrePaid":
        return nodes
    ends = expiry(unit.now, scaling.get("period", 1), scaling.get("period_unit", "Month"))
    bought = (with_properties(node, expired_time=ends) for node in nodes)
    return [unit.put(unit.world.nodes, node._replace(charge_type="PrePaid")) for node in bought]


def leaving(world: World, cluster: Cluster, group: NodeGroup, count: int) -> list[Node]:
    """The nodes that a smaller size takes away: failed ones first, then the newest."""
    nodes = members(world, cluster, group)
    nodes.sort(key=lambda node: (node.state is not NodeState.FAILED, -node.number))
    return nodes[: max(count, 0)]


def mark_leaving(unit: Unit, nodes: Iterable[Node], *, drains: bool, releases: bool) -> list[Node]:
    """The nodes, about to be removed; subscriptions and attached instances are not released."""
    return [
        cluster_nodes.mark_removing(
            unit,
            with_properties(node, drains=drains),
            releases=releases and node.charge_type == "PostPaid",
        )
        for node in nodes
    ]


def shrink(
    unit: Unit, cluster: Cluster, group: NodeGroup, nodes: Sequence[Node], plan: str
) -> Task:
    """Start to take nodes out of a pool, because it is to be smaller."""
    leaving_nodes = mark_leaving(unit, nodes, drains=True, releases=True)
    return provisioning.begin(unit, cluster, plan, leaving_nodes, group=group)


def missing(world: World, cluster: Cluster, group: NodeGroup) -> int:
    """How many nodes a pool that keeps its size has too few."""
    sent = kept.sent_of(group)
    present = len(members(world, cluster, group))
    if is_auto_scaling(sent):
        return max(bounds(sent)[0] - present, 0)
    return max(group.size - present, 0) if keeps_size(sent) else 0


def broken(world: World, cluster: Cluster, group: NodeGroup, to_do: auto_repair.ToDo) -> list[Node]:
    """The lost nodes of a pool that repairs them by itself about which that is to be done."""
    if not auto_repair.is_on(kept.sent_of(group)):
        return []
    lost = (node for node in members(world, cluster, group) if node.is_lost)
    return [node for node in lost if auto_repair.to_do(world, group, node) == to_do]


def lacks_nodes(world: World, cluster: Cluster, group: NodeGroup) -> bool:
    """Whether an idle pool brings nodes in, or does something about lost ones, by itself."""
    if group.state != "active" or cluster.state is not ClusterState.RUNNING:
        return False
    return bool(
        missing(world, cluster, group)
        or broken(world, cluster, group, "repair")
        or broken(world, cluster, group, "ask")
    )


def replenish(unit: Unit, cluster: Cluster, group: NodeGroup) -> Task | None:
    """Start to bring in the nodes that an idle pool has too few, or to repair those it lost.

    For lost nodes whose repair waits for it, approval is asked first. Those that are more than the
    pool repairs at once have their turn some time after the others.
    """
    if group.state != "active":
        return None
    for node in broken(unit.world, cluster, group, "ask"):
        auto_repair.ask(unit, cluster, group, node)
    lost = broken(unit.world, cluster, group, "repair")
    if lost:
        nodes = len(members(unit.world, cluster, group))
        lost = lost[: auto_repair.most_at_once(kept.sent_of(group), nodes)]
        policy_id = auto_repair.policy_id_of(group)
        parameters = {"auto_repair_policy_id": policy_id} if policy_id else {}
        return provisioning.begin(unit, cluster, REPAIR, lost, group, parameters)
    count = missing(unit.world, cluster, group)
    return grow(unit, cluster, group, count, REPLACE) if count else None


def resize(unit: Unit, cluster: Cluster, group: NodeGroup, size: int) -> Task | None:
    """Let an idle pool have so many nodes, if it has auto scaling, within its bounds."""
    sent = kept.sent_of(group)
    if group.state != "active" or not is_auto_scaling(sent):
        return None
    return resize_to(unit, cluster, group, wanted(sent, size))


def resize_to(unit: Unit, cluster: Cluster, group: NodeGroup, size: int) -> Task | None:
    """Start the task by which an idle pool gets so many nodes; ``None`` if it has them."""
    group = unit.put(unit.world.node_groups, group._replace(size=size, updated=unit.now))
    more = size - len(members(unit.world, cluster, group))
    if more > 0:
        return grow(unit, cluster, group, more, "ModifyClusterNodePool#scale_out")
    if more < 0:
        nodes = leaving(unit.world, cluster, group, -more)
        return shrink(unit, cluster, group, nodes, "ModifyClusterNodePool#scale_in")
    return None


def resized(unit: Unit, cluster: Cluster, group: NodeGroup, by: int) -> NodeGroup:
    """The pool, which wants that many nodes more, or fewer, than it has or is to keep."""
    keeps = keeps_size(kept.sent_of(group))
    base = group.size if keeps else len(members(unit.world, cluster, group))
    changed = group._replace(size=max(base + by, 0), updated=unit.now)
    return unit.put(unit.world.node_groups, changed)
