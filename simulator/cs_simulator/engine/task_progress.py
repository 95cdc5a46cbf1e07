"""What a task goes on with after a stage: the next one, the next batch of nodes, a pause, its end.

The stages of the cluster come one after the other. Between them lie the node stages: each node goes
through them by itself, side by side with the others of its batch. Whoever asks for a pause, or for
the end of a task, is heard between two stages and between two batches: what is under way is done.
"""

from cs_simulator.domain.instants import later
from cs_simulator.domain.plans import Plan
from cs_simulator.domain.records import HELD, Cluster, NodeGroup, Step, Task, TaskState
from cs_simulator.engine import (
    batches,
    cluster_nodes,
    scheduling,
    stage_history,
    stages,
    states,
    task_completion,
)
from cs_simulator.engine.step_failure import StepFailure
from cs_simulator.engine.unit import Unit


def go_on(unit: Unit, task_id: str, index: int) -> None:
    """Go on after the stage at *index* of the task's plan, or end the task if nothing follows."""
    world = unit.world
    task = world.tasks[task_id]
    plan = world.cluster_types.plans[task.plan]
    cluster, group = world.clusters[task.cluster_id], states.group_of(world, task)
    subjects = (group, cluster) if group else (cluster,)
    following = stages.next_stage(plan, index, subjects, None)
    if task.state is TaskState.CANCELING:
        task_completion.end_canceled(unit, task)
    elif following is None:
        task_completion.finish(unit, cluster, task, plan)
    elif task.state is TaskState.PAUSING:
        pause(unit, task, following)
    elif plan.stages[following].scope == "cluster":
        scheduling.schedule_step(unit, cluster, group, task, plan, following)
    else:
        _begin_nodes(unit, cluster, group, task, plan, following)


def _begin_nodes(
    unit: Unit, cluster: Cluster, group: NodeGroup | None, task: Task, plan: Plan, index: int
) -> None:
    """Begin the node stages, or go on with the cluster where there is no node."""
    nodes = cluster_nodes.for_task(unit, cluster, group, task, plan)
    instance_ids = " ".join(node.instance_id for node in nodes)
    task = task._replace(nodes=instance_ids, queued=instance_ids, updated=unit.now)
    unit.put(unit.world.tasks, task)
    if nodes:
        _begin_batch(unit, task, plan, index)
    else:
        go_on(unit, task.task_id, stages.last_node_stage(plan))


def _begin_batch(unit: Unit, task: Task, plan: Plan, index: int) -> None:
    """Schedule the first stage of each node of the next batch; the node stages begin at *index*."""
    world = unit.world
    cluster, group = world.clusters[task.cluster_id], states.group_of(world, task)
    chosen, queued = batches.next_batch(task, plan)
    nodes = [node for instance_id in chosen if (node := world.nodes.get(instance_id))]
    task = unit.put(world.tasks, task._replace(pending_nodes=len(nodes), queued=" ".join(queued)))
    subjects = (group, cluster) if group else (cluster,)
    for node in nodes:
        first = stages.next_stage(plan, index - 1, subjects, node)
        if first is None:
            raise ValueError(f"{task.plan} has no stage for {node.instance_id}")
        scheduling.schedule_step(unit, cluster, group, task, plan, first, node)
    if not nodes:
        _after_batch(unit, task, plan)


def end_node(unit: Unit, task_id: str, failure: StepFailure | None = None) -> None:
    """Note that a node has no stage left; the last one of a batch takes the task on.

    The task fails with the *failure* of its last node if all nodes failed, and with that of any
    node if more nodes failed than its plan allows.
    """
    world = unit.world
    task = world.tasks[task_id]
    plan = world.cluster_types.plans[task.plan]
    task = unit.put(world.tasks, task._replace(pending_nodes=task.pending_nodes - 1))
    if task.pending_nodes:
        return
    decisive = _decisive_failure(task, plan, failure)
    if decisive:
        task_completion.fail(unit, task, decisive)
    else:
        _after_batch(unit, task, plan)


def _decisive_failure(task: Task, plan: Plan, last: StepFailure | None) -> StepFailure | None:
    """The failure of a node with which the whole task fails at the end of a batch."""
    failed = stage_history.history_of(task).get("failed")
    if not failed:
        return None
    if plan.most_failed is not None and len(failed) > plan.most_failed(task):
        first = next(iter(failed.values()))
        return last or StepFailure(first["code"], first["message"])
    return last if len(failed) == len(task.nodes.split()) else None


def _after_batch(unit: Unit, task: Task, plan: Plan) -> None:
    """Go on after a batch: with the next one, at once or later, or with the cluster's stages."""
    if not task.queued or task.state is TaskState.CANCELING:
        go_on(unit, task.task_id, stages.last_node_stage(plan))
        return
    declared = plan.batches(task) if plan.batches else None
    first = next(index for index, stage in enumerate(plan.stages) if stage.scope == "node")
    pauses = declared.pauses if declared else "NotPause"
    if (
        task.state is TaskState.PAUSING
        or pauses == "EveryBatch"
        or (pauses == "FirstBatch" and batches.begun(task, plan) == 1)
    ):
        pause(unit, task, first)
    elif declared and declared.interval:
        _wait(unit, task, first, later(unit.now, declared.interval))
    else:
        _begin_batch(unit, task, plan, first)


def pause(unit: Unit, task: Task, index: int) -> None:
    """Pause a task before the stage at *index*."""
    unit.put(
        unit.world.tasks, task._replace(state=TaskState.PAUSED, pending_nodes=0, updated=unit.now)
    )
    _wait(unit, task, index, HELD)


def _wait(unit: Unit, task: Task, index: int, due: int) -> None:
    """Let a task wait until an instant before the stage at *index* begins."""
    unit.put(
        unit.world.steps,
        Step(
            serial=unit.serial(),
            task_id=task.task_id,
            cluster_id=task.cluster_id,
            instance_id="",
            stage=index,
            started=unit.now,
            due=due,
            is_wait=True,
        ),
    )


def end_wait(unit: Unit, step: Step) -> None:
    """Go on with a task that has waited, or pause or end it if that was asked for meanwhile."""
    world = unit.world
    task = world.tasks[step.task_id]
    plan = world.cluster_types.plans[task.plan]
    unit.drop(world.steps, step)
    if task.state in (TaskState.PAUSED, TaskState.RESUMING):
        task = unit.put(world.tasks, task._replace(state=TaskState.RUNNING, updated=unit.now))
    if not task.queued or task.state is TaskState.CANCELING:
        go_on(unit, task.task_id, step.stage - 1)
    elif task.state is TaskState.PAUSING:
        pause(unit, task, step.stage)
    else:
        _begin_batch(unit, task, plan, step.stage)
