"""State changes of a cluster, and of a group of its nodes, by the table of the cluster's type."""

from cs_simulator.domain.lifecycle import Trigger, after
from cs_simulator.domain.records import Cluster, ClusterState, NodeGroup, Task
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World


def group_of(world: World, task: Task) -> NodeGroup | None:
    """The group of nodes that a task is about; ``None`` if it is about the whole cluster."""
    return world.node_groups.get(task.group_id) if task.group_id else None


def cluster_state_after(world: World, cluster: Cluster, trigger: Trigger) -> ClusterState:
    """The state of a cluster after *trigger*.

    Raises :class:`~cs_simulator.domain.lifecycle.ImpossibleTransitionError` if the present state
    forbids it.
    """
    return after(world.cluster_types[cluster.cluster_type].transitions, cluster.state, trigger)


def move_cluster(unit: Unit, cluster: Cluster, trigger: Trigger) -> Cluster:
    """Change the state of a cluster; returns the cluster as it is then."""
    clusters = unit.world.clusters
    cluster = clusters[cluster.cluster_id]
    state = cluster_state_after(unit.world, cluster, trigger)
    unit.trace_state(cluster, state)
    return unit.put(clusters, cluster._replace(state=state, updated=unit.now))


def move_groups(unit: Unit, cluster: Cluster, trigger: Trigger) -> None:
    """Change the states of all groups of a cluster, as far as their states allow it."""
    transitions = unit.world.cluster_types[cluster.cluster_type].group_transitions
    for group in unit.world.groups_of(cluster.cluster_id):
        if (group.state, trigger) in transitions:
            move_group(unit, cluster, group, trigger)


def move_group(
    unit: Unit,
    cluster: Cluster,
    group: NodeGroup,
    trigger: Trigger,
    task_id: str = "",
    error_message: str = "",
) -> NodeGroup:
    """Change the state of a group of nodes, or drop it if it is deleted.

    Returns the group as it is then, or was last.
    """
    groups = unit.world.node_groups
    group = groups[group.group_id]
    transitions = unit.world.cluster_types[cluster.cluster_type].group_transitions
    state = after(transitions, group.state, trigger)
    unit.trace_group_state(group, state, task_id)
    if trigger is Trigger.DELETED:
        drop_group(unit, cluster, group)
        return group
    changed = group._replace(state=state, error_message=error_message, updated=unit.now)
    return unit.put(groups, changed)


def drop_group(unit: Unit, cluster: Cluster, group: NodeGroup) -> None:
    """Drop a group whose cluster stays, with what its type drops then."""
    unit.drop(unit.world.node_groups, group)
    unit.world.cluster_types[cluster.cluster_type].group_dropped(unit, cluster, group)
