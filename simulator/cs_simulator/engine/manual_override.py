"""What is done to a world by hand, whatever the service would do.

Held steps wait until they are released; a task is failed or finished now; a cluster is put into a
state, or deleted at once. The events say that it was forced.
"""

from collections.abc import Iterable

from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import (
    HELD,
    Cluster,
    ClusterState,
    NodeGroup,
    Step,
    Task,
)
from cs_simulator.engine import cluster_nodes, provisioning, states, task_completion
from cs_simulator.engine.unit import WARNING, Unit
from cs_simulator.engine.world import World

EVENT = "cluster_forced"


def steps_of(world: World, task: Task, instance_id: str = "") -> list[Step]:
    """The steps that a task has in progress, in order; with *instance_id* those of that node."""
    steps = (world.steps[serial] for serial in world.cluster_steps[task.cluster_id])
    selected = (
        step
        for step in steps
        if step.task_id == task.task_id and instance_id in ("", step.instance_id)
    )
    return sorted(selected, key=lambda step: (step.due, step.serial))


def hold(unit: Unit, steps: Iterable[Step]) -> None:
    """Hold steps: they are not run, however much time passes."""
    for step in steps:
        unit.put(unit.world.steps, step._replace(due=HELD))


def release(unit: Unit, steps: Iterable[Step]) -> None:
    """Release held steps: they are due now."""
    for step in steps:
        if step.is_held:
            unit.put(unit.world.steps, step._replace(due=unit.now))


def fail(unit: Unit, task: Task, error: ApiError) -> None:
    """Fail a running task, at its first step in progress."""
    steps = steps_of(unit.world, task)
    _report(unit, task.cluster_id, f"Task {task.task_id} was failed by hand", task.task_id)
    task_completion.fail(unit, task, error, steps[0] if steps else None)


def finish(unit: Unit, task: Task) -> None:
    """Run everything that a task has left, as of now, however often it is to pause."""
    world = unit.world
    _report(unit, task.cluster_id, f"Task {task.task_id} was finished by hand", task.task_id)
    while not world.tasks[task.task_id].has_ended:
        for step in steps_of(world, task):
            if step.serial in world.steps.records:
                provisioning.complete(unit, step)


def force(unit: Unit, cluster: Cluster, state: ClusterState) -> None:
    """Put a cluster into a state, ending all its tasks; ``deleted`` deletes it at once."""
    world, before = unit.world, cluster.state
    task_completion.cancel(unit, cluster, f"the cluster was forced to be {state}")
    _report(unit, cluster.cluster_id, f"State was forced from {before} to {state}")
    unit.trace_state(cluster, state)
    if state is ClusterState.DELETED:
        _delete(unit, cluster)
        return
    cluster = world.clusters[cluster.cluster_id]._replace(state=state, updated=unit.now)
    if state is ClusterState.RUNNING:
        cluster = task_completion.running(unit, cluster)
    unit.put(world.clusters, cluster)


def force_group(unit: Unit, cluster: Cluster, group: NodeGroup, state: str) -> None:
    """Put a group of nodes into a state, ending its tasks; ``deleted`` deletes it at once."""
    world, before = unit.world, group.state
    task_completion.cancel(unit, cluster, f"{group.name} was forced to be {state}", group)
    _report(unit, cluster.cluster_id, f"{group.name} was forced from {before} to {state}")
    group = world.node_groups[group.group_id]
    unit.trace_group_state(group, state)
    if state == ClusterState.DELETED:
        for node in cluster_nodes.of_group(world, cluster, group):
            cluster_nodes.release_node(unit, node, releases=not node.is_attached)
        states.drop_group(unit, cluster, group)
        return
    unit.put(world.node_groups, group._replace(state=state, updated=unit.now))


def _delete(unit: Unit, cluster: Cluster) -> None:
    for node in unit.world.nodes_of(cluster.cluster_id):
        cluster_nodes.release_node(unit, node, releases=not node.is_attached)
    task_completion.drop_cluster(unit, cluster)


def _report(unit: Unit, cluster_id: str, message: str, task_id: str = "") -> None:
    cluster = unit.world.clusters[cluster_id]
    unit.log(cluster, message, WARNING)
    unit.event(cluster, EVENT, "Forced", message, "warning", task_id)
