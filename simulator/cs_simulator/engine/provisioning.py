"""Tasks in progress: starting one, and completing its steps one by one.

A step is completed as of its due time, whenever that is looked at, so the result is the same
however time was moved. The stages of the cluster come one after the other; each node goes through
the node stages by itself, side by side with the others. Several tasks can be in progress in one
cluster: one for each group of its nodes.
"""

from collections.abc import Sequence

from cs_simulator.domain import instants
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.plans import ClusterStage, NodeStage, Plan
from cs_simulator.domain.records import Cluster, Node, NodeGroup, NodeState, Step, Task, TaskState
from cs_simulator.engine import (
    cluster_nodes,
    naming,
    scheduling,
    stages,
    states,
    step_faults,
    task_completion,
)
from cs_simulator.engine.cluster_behavior import plan_key
from cs_simulator.engine.unit import WARNING, Unit
from cs_simulator.engine.world import World
from cs_simulator.scenarios.rules.effects import StepEffect


def begin(
    unit: Unit,
    cluster: Cluster,
    operation: str,
    nodes: Sequence[Node] = (),
    group: NodeGroup | None = None,
) -> Task:
    """Start the task of an operation, for a cluster or for one group of its nodes.

    *nodes* are those that a plan needs that is given its nodes. Raises ``KeyError`` if the type of
    the cluster has no plan for the operation, and
    :class:`~cs_simulator.domain.lifecycle.ImpossibleTransitionError` if the state forbids it.
    """
    world = unit.world
    key = plan_key(cluster.cluster_type, operation)
    plan = world.cluster_types.plans[key]
    if plan.start and group:
        group = states.move_group(unit, cluster, group, plan.start)
    elif plan.start:
        cluster = states.move_cluster(unit, cluster, plan.start)
    task = Task(
        serial=unit.serial(),
        task_id=naming.task_id(unit),
        cluster_id=cluster.cluster_id,
        plan=key,
        state=TaskState.RUNNING,
        created=unit.now,
        updated=unit.now,
        number=_task_number(world, cluster.cluster_id, group),
        nodes=" ".join(node.instance_id for node in nodes),
        group_id=group.group_id if group else "",
    )
    unit.put(world.tasks, task)
    unit.log(cluster, plan.opening)
    unit.event(cluster, plan.task_type, "Started", plan.opening, task_id=task.task_id)
    _enter(unit, cluster, group, task, plan, -1)
    return world.tasks[task.task_id]


def _task_number(world: World, cluster_id: str, group: NodeGroup | None) -> int:
    """The number of the next task of the cluster, or of one group of its nodes, from 1."""
    if not group:
        return world.cluster_tasks.count(cluster_id) + 1
    task_ids = world.cluster_tasks[cluster_id]
    return sum(world.tasks[task_id].group_id == group.group_id for task_id in task_ids) + 1


def running_tasks(world: World, cluster_id: str, group_id: str | None = None) -> list[Task]:
    """The tasks in progress in a cluster; with *group_id* those of that group (empty: of none)."""
    tasks = (world.tasks[task_id] for task_id in world.cluster_tasks[cluster_id])
    return [
        task
        for task in tasks
        if task.state is TaskState.RUNNING and group_id in (None, task.group_id)
    ]


def complete(unit: Unit, step: Step) -> None:
    """Do the work of a step that is due, and schedule what comes after it."""
    world = unit.world
    task = world.tasks[step.task_id]
    cluster = world.clusters[step.cluster_id]
    plan = world.cluster_types.plans[task.plan]
    effect = step_faults.effect_of(step)
    if effect and effect.log:
        unit.log(cluster, effect.log, WARNING)
    if effect and effect.code:
        _fail_step(unit, cluster, task, plan, step, effect)
        return
    try:
        stage = plan.stages[step.stage]
        if isinstance(stage, NodeStage):
            _complete_node_stage(unit, cluster, task, plan, step, stage)
        else:
            _complete_cluster_stage(unit, cluster, task, plan, step, stage)
        if effect and effect.lost_after:
            _schedule_loss(unit, step, effect)
    except ApiError as error:
        task_completion.fail(unit, task, error, step)


def _fail_step(
    unit: Unit, cluster: Cluster, task: Task, plan: Plan, step: Step, effect: StepEffect
) -> None:
    """Fail a step as a rule of the scenario says: the whole task, or its node alone."""
    failure = task_completion.StepFailure(effect.code, effect.message, effect.shape, effect.output)
    if effect.policy != "keep" or not step.instance_id:
        removes = effect.policy == "rollback"
        task_completion.fail(unit, task, failure, step, removes_new_nodes=removes)
        return
    task_completion.fail_node(unit, task, failure, step)
    _end_of_node(unit, cluster, unit.world.tasks[task.task_id], plan, failure)


def _schedule_loss(unit: Unit, step: Step, effect: StepEffect) -> None:
    """Schedule that the node of a step is lost some time after it."""
    loss = {
        "do": "lose_node",
        "instance_id": step.instance_id,
        "for": effect.lost_for,
        "times": effect.lost_times,
        "every": effect.every,
    }
    scheduling.schedule_action(unit, instants.later(unit.now, effect.lost_after), loss)


def _complete_cluster_stage(
    unit: Unit, cluster: Cluster, task: Task, plan: Plan, step: Step, stage: ClusterStage
) -> None:
    before = cluster
    group = states.group_of(unit.world, task) if task.group_id else None
    if stage.effect:
        changes = stage.effect(unit, cluster, task)
        cluster = unit.world.clusters[cluster.cluster_id]._replace(**changes, updated=unit.now)
        unit.put(unit.world.clusters, cluster)
    if stage.log:
        subjects = (group, cluster, before) if group else (cluster, before)
        unit.log(cluster, stages.log_line(stage, subjects))
    unit.trace_step(step, "done")
    unit.drop(unit.world.steps, step)
    _enter(unit, cluster, group, task, plan, step.stage)


def _complete_node_stage(
    unit: Unit, cluster: Cluster, task: Task, plan: Plan, step: Step, stage: NodeStage
) -> None:
    world = unit.world
    node = world.nodes[step.instance_id]
    group = states.group_of(world, task) if task.group_id else None
    subjects = (group, cluster) if group else (cluster,)
    following = stages.next_stage(plan, step.stage, subjects, node)
    changes = stage.effect(unit, cluster, node) if stage.effect else {}
    if changes is not None:
        if stage.status:
            changes["instance_status"] = stage.status
        if following is None:
            changes["state"] = NodeState.RUNNING
        node = node._replace(**changes, updated=unit.now)
        unit.put(world.nodes, node)
    if stage.log:
        unit.log(cluster, stages.log_line(stage, (node, *subjects)))
    unit.trace_step(step, "done")
    if following is not None:
        scheduling.schedule_step(unit, cluster, group, task, plan, following, node, step.serial)
        return
    unit.drop(world.steps, step)
    _end_of_node(unit, cluster, task, plan)


def _end_of_node(
    unit: Unit,
    cluster: Cluster,
    task: Task,
    plan: Plan,
    failure: task_completion.StepFailure | None = None,
) -> None:
    """Note that a node has no stage left; the last one takes the task on, unless all failed."""
    world = unit.world
    task = unit.put(world.tasks, task._replace(pending_nodes=task.pending_nodes - 1))
    if task.pending_nodes:
        return
    nodes = (world.nodes.get(instance_id) for instance_id in task.nodes.split())
    if failure and all(node and node.state is NodeState.FAILED for node in nodes):
        task_completion.fail(unit, task, failure)
        return
    cluster, group = world.clusters[cluster.cluster_id], states.group_of(world, task)
    _enter(unit, cluster, group, task, plan, stages.last_node_stage(plan))


def _enter(
    unit: Unit, cluster: Cluster, group: NodeGroup | None, task: Task, plan: Plan, index: int
) -> None:
    """Schedule what comes after the stage at *index*, or end the task if nothing does."""
    subjects = (group, cluster) if group else (cluster,)
    following = stages.next_stage(plan, index, subjects, None)
    if following is None:
        task_completion.finish(unit, cluster, task, plan)
    elif plan.stages[following].scope == "cluster":
        scheduling.schedule_step(unit, cluster, group, task, plan, following)
    else:
        _enter_node_stages(unit, cluster, group, task, plan, following)


def _enter_node_stages(
    unit: Unit, cluster: Cluster, group: NodeGroup | None, task: Task, plan: Plan, index: int
) -> None:
    """Schedule the first stage of each node, or go on with the cluster where there is no node."""
    world = unit.world
    nodes = cluster_nodes.for_task(unit, cluster, group, task, plan)
    task = unit.put(
        world.tasks,
        task._replace(
            pending_nodes=len(nodes),
            nodes=" ".join(node.instance_id for node in nodes),
            updated=unit.now,
        ),
    )
    subjects = (group, cluster) if group else (cluster,)
    for node in nodes:
        first = stages.next_stage(plan, index - 1, subjects, node)
        if first is None:
            raise ValueError(f"{task.plan} has no stage for {node.instance_id}")
        scheduling.schedule_step(unit, cluster, group, task, plan, first, node)
    if not nodes:
        cluster = world.clusters[cluster.cluster_id]
        _enter(unit, cluster, group, task, plan, stages.last_node_stage(plan))
