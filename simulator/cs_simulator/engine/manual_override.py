"""What somebody does to a world by hand, past everything that the service would do.

Held steps stay where they are until they are released; a task is failed or finished now; a
cluster is put in a state, or is gone. The events say that it was forced.
"""

from collections.abc import Iterable

from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import (
    HELD,
    Cluster,
    ClusterState,
    Step,
    Task,
    TaskState,
)
from cs_simulator.engine import cluster_nodes, naming, provisioning, task_completion
from cs_simulator.engine.unit import WARNING, Unit
from cs_simulator.engine.world import World

EVENT = "cluster_forced"


def steps_of(world: World, task: Task, instance_id: str = "") -> list[Step]:
    """The steps that a task has under way, in order; of one node, if *instance_id* names it."""
    steps = (world.steps[serial] for serial in world.cluster_steps[task.cluster_id])
    mine = (
        step
        for step in steps
        if step.task_id == task.task_id and instance_id in ("", step.instance_id)
    )
    return sorted(mine, key=lambda step: (step.due, step.serial))


def hold(unit: Unit, steps: Iterable[Step]) -> None:
    """Hold steps: time passes, and they are not run."""
    for step in steps:
        unit.put(unit.world.steps, step._replace(due=HELD))


def release(unit: Unit, steps: Iterable[Step]) -> None:
    """Let held steps be run: they are due now."""
    for step in steps:
        if step.is_held:
            unit.put(unit.world.steps, step._replace(due=unit.now))


def fail(unit: Unit, task: Task, error: ApiError) -> None:
    """End a running task badly, at its first step that is under way."""
    steps = steps_of(unit.world, task)
    _tell(unit, task.cluster_id, f"Task {task.task_id} was failed by hand", task.task_id)
    task_completion.fail(unit, task, error, steps[0] if steps else None)


def finish(unit: Unit, task: Task) -> None:
    """Run everything that a running task has left, as of now."""
    world = unit.world
    _tell(unit, task.cluster_id, f"Task {task.task_id} was finished by hand", task.task_id)
    while world.tasks[task.task_id].state is TaskState.RUNNING:
        for step in steps_of(world, task):
            if step.serial in world.steps.records:
                provisioning.complete(unit, step)


def force(unit: Unit, cluster: Cluster, state: ClusterState) -> None:
    """Put a cluster in a state, ending what is under way; ``deleted`` makes it vanish."""
    world, before = unit.world, cluster.state
    task_completion.cancel(unit, cluster, f"the cluster was forced to be {state}")
    _tell(unit, cluster.cluster_id, f"State was forced from {before} to {state}")
    unit.trace_state(cluster, state)
    if state is ClusterState.DELETED:
        _vanish(unit, cluster)
        return
    cluster = world.clusters[cluster.cluster_id]._replace(state=state, updated=unit.now)
    if state is ClusterState.RUNNING and not cluster.master_url:
        cluster = cluster._replace(master_url=naming.master_url(unit, cluster))
    unit.put(world.clusters, cluster)


def _vanish(unit: Unit, cluster: Cluster) -> None:
    for node in unit.world.nodes_of(cluster.cluster_id):
        cluster_nodes.let_go(unit, node, releases=not node.is_attached)
    task_completion.drop_cluster(unit, cluster)


def _tell(unit: Unit, cluster_id: str, message: str, task_id: str = "") -> None:
    cluster = unit.world.clusters[cluster_id]
    unit.log(cluster, message, WARNING)
    unit.event(cluster, EVENT, "Forced", message, "warning", task_id)
