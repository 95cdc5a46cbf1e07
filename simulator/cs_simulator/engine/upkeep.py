"""What groups of nodes do by themselves: noticing that nodes are lost or missing.

Some time later :mod:`cs_simulator.engine.timeline_actions` looks again, and lets the cluster type
bring nodes in if that is still so.
"""

from cs_simulator.domain.instants import MINUTE, later
from cs_simulator.domain.records import Cluster, NodeGroup
from cs_simulator.engine import scheduling
from cs_simulator.engine.unit import Unit

REPLENISH = "replenish"
"""The action that brings nodes in; no scenario can name it."""
AFTER = 5 * MINUTE
"""How long a group goes on with what it has before it brings nodes in."""


def look_after(unit: Unit, cluster: Cluster, group: NodeGroup, after: int = AFTER) -> None:
    """Schedule that a group gets the nodes that it lacks now, if its type says that it does.

    That is *after* so many microseconds.
    """
    if unit.world.cluster_types[cluster.cluster_type].lacks_nodes(unit.world, cluster, group):
        action = {"do": REPLENISH, "group_id": group.group_id}
        scheduling.schedule_action(unit, later(unit.now, after), action)
