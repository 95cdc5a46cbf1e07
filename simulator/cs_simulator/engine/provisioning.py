"""Tasks in progress: starting one, and completing its steps one by one.

A step is completed as of its due time, whenever that is looked at, so the result is the same
however time was moved. :mod:`cs_simulator.engine.task_progress` has what comes after it. Several
tasks can be in progress in one cluster: one for each group of its nodes.
"""

from collections.abc import Mapping, Sequence

from cs_simulator.domain import instants
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.plans import ClusterStage, NodeStage, Plan
from cs_simulator.domain.records import Cluster, Node, NodeGroup, NodeState, Step, Task, TaskState
from cs_simulator.engine import (
    naming,
    scheduling,
    stage_history,
    stages,
    states,
    step_faults,
    task_completion,
    task_progress,
    zones,
)
from cs_simulator.engine.cluster_behavior import plan_key
from cs_simulator.engine.step_failure import StepFailure
from cs_simulator.engine.unit import WARNING, Unit
from cs_simulator.engine.world import World
from cs_simulator.scenarios.rules.effects import StepEffect


def begin(
    unit: Unit,
    cluster: Cluster,
    operation: str,
    nodes: Sequence[Node] = (),
    group: NodeGroup | None = None,
    parameters: Mapping[str, object] | None = None,
    task_id: str = "",
) -> Task:
    """Start the task of an operation, for a cluster or for one group of its nodes.

    *nodes* are those that a plan needs that is given its nodes; *parameters* are what the task
    keeps of the call, for its plan and for its answers; without a *task_id* it gets one in the
    usual shape. Raises ``KeyError`` if the type of
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
        if plan.is_deletion:
            states.move_groups(unit, cluster, plan.start)
    task = Task(
        serial=unit.serial(),
        task_id=task_id or naming.task_id(unit),
        cluster_id=cluster.cluster_id,
        plan=key,
        state=TaskState.RUNNING,
        created=unit.now,
        updated=unit.now,
        number=_task_number(world, cluster.cluster_id, group),
        nodes=" ".join(node.instance_id for node in nodes),
        group_id=group.group_id if group else "",
        properties=stage_history.begun_with(parameters or {}),
    )
    unit.put(world.tasks, task)
    unit.log(cluster, plan.opening)
    unit.event(cluster, plan.task_type, "Started", plan.opening, task_id=task.task_id)
    task_progress.go_on(unit, task.task_id, -1)
    return world.tasks[task.task_id]


def _task_number(world: World, cluster_id: str, group: NodeGroup | None) -> int:
    """The number of the next task of the cluster, or of one group of its nodes, from 1."""
    if not group:
        return world.cluster_tasks.count(cluster_id) + 1
    task_ids = world.cluster_tasks[cluster_id]
    return sum(world.tasks[task_id].group_id == group.group_id for task_id in task_ids) + 1


def running_tasks(world: World, cluster_id: str, group_id: str | None = None) -> list[Task]:
    """The tasks of a cluster that have not ended, paused ones too, oldest first.

    With *group_id* only those of that group; empty: of none.
    """
    tasks = (world.tasks[task_id] for task_id in world.open_tasks[cluster_id])
    return [task for task in tasks if group_id in (None, task.group_id)]


def is_busy(world: World, cluster_id: str, group_id: str = "") -> bool:
    """Whether a task that has not ended keeps another one from starting.

    Groups of nodes change beside each other: for a group these are its own task, and one that is
    about the whole cluster and has it for itself. For the whole cluster they are all tasks but
    those that leave others alone.
    """
    plans = world.cluster_types.plans
    return any(
        task.group_id == group_id if task.group_id and group_id else _is_alone(plans, task)
        for task in running_tasks(world, cluster_id)
    )


def _is_alone(plans: Mapping[str, Plan], task: Task) -> bool:
    return bool(task.group_id) or plans[task.plan].is_alone


def complete(unit: Unit, step: Step) -> None:
    """Do the work of a step that is due, and schedule what comes after it."""
    if step.is_wait:
        task_progress.end_wait(unit, step)
        return
    world = unit.world
    task = world.tasks.records[step.task_id]
    cluster = world.clusters.records[step.cluster_id]
    plan = world.cluster_types.plans[task.plan]
    effect = step_faults.effect_of(step) if step.step_effect else None
    if effect and effect.log:
        unit.log(cluster, effect.log, WARNING)
    if effect and effect.fails:
        _fail_step(unit, task, plan, step, effect)
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
        failure = StepFailure(error.code, error.message)
        _fail(unit, task, plan, step, failure, keeps=plan.nodes_fail_alone)


def _fail_step(unit: Unit, task: Task, plan: Plan, step: Step, effect: StepEffect) -> None:
    """Fail a step as a rule of the scenario says: the whole task, or its node alone."""
    failure = StepFailure(effect.code, effect.message, effect.shape, effect.output)
    if effect.policy == "rollback":
        task_completion.fail(unit, task, failure, step, removes_new_nodes=True)
    else:
        keeps = effect.policy == "keep" or plan.nodes_fail_alone
        _fail(unit, task, plan, step, failure, keeps=keeps)


def _fail(
    unit: Unit,
    task: Task,
    plan: Plan,
    step: Step,
    failure: StepFailure,
    *,
    keeps: bool,
) -> None:
    """Fail the whole task, or, if that *keeps* the others and there is one, the step's node."""
    if not keeps or not step.instance_id:
        task_completion.fail(unit, task, failure, step)
        return
    task_completion.fail_node(unit, task, failure, step)
    if plan.titles[step.stage]:
        _leave_stage(unit, plan, step)
    task_progress.end_node(unit, task.task_id, failure)


def _leave_stage(unit: Unit, plan: Plan, step: Step) -> None:
    """Note that a stage that the API shows ends, if nothing is in it any more."""
    if step.stage not in unit.world.stage_counts[step.task_id]:
        stage_history.end_stages(unit, step.task_id, plan)


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
        changes = {**stage.effect(unit, cluster, task), "updated": unit.now}
        clusters = unit.world.clusters
        cluster = unit.change(clusters, clusters[cluster.cluster_id], changes)
    if stage.log:
        subjects = (group, cluster, before) if group else (cluster, before)
        unit.log(cluster, stages.log_line(stage, subjects))
    unit.trace_step(step, task, stage.name, "done")
    unit.drop(unit.world.steps, step)
    if plan.titles[step.stage]:
        _leave_stage(unit, plan, step)
    task_progress.go_on(unit, task.task_id, step.stage)


def _complete_node_stage(
    unit: Unit, cluster: Cluster, task: Task, plan: Plan, step: Step, stage: NodeStage
) -> None:
    world = unit.world
    node = world.nodes.records[step.instance_id]
    group = states.group_of(world, task) if task.group_id else None
    subjects = (group, cluster) if group else (cluster,)
    following = stages.next_stage(plan, step.stage, subjects, node)
    changes = stage.effect(unit, cluster, node) if stage.effect else {}
    if changes is not None:
        changes["updated"] = unit.now
        if stage.status:
            changes["instance_status"] = stage.status
        if following is None:
            changes["state"] = NodeState.RUNNING
            changes["joined"] = node.joined or unit.now
        node = unit.change(world.nodes, node, changes)
    if stage.log:
        unit.log(cluster, stages.log_line(stage, (node, *subjects)))
    unit.trace_step(step, task, stage.name, "done")
    if following is not None:
        scheduling.schedule_step(unit, cluster, group, task, plan, following, node, step.serial)
        if plan.titles[step.stage]:
            _leave_stage(unit, plan, step)
        return
    unit.drop(world.steps, step)
    zones.lose_if_zone_is_lost(unit, node)
    if plan.titles[step.stage]:
        _leave_stage(unit, plan, step)
    task_progress.end_node(unit, task.task_id)
