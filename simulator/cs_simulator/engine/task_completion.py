"""How tasks end: well, badly, or because something else takes their place."""

from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.lifecycle import Trigger
from cs_simulator.domain.plans import Plan
from cs_simulator.domain.records import (
    Cluster,
    ClusterState,
    NodeGroup,
    Step,
    Task,
    TaskState,
)
from cs_simulator.engine import cluster_nodes, naming, stage_history, states, task_nodes, upkeep
from cs_simulator.engine.step_failure import StepFailure
from cs_simulator.engine.unit import ERROR, WARNING, Unit


def cancel(unit: Unit, cluster: Cluster, reason: str, group: NodeGroup | None = None) -> None:
    """End the open tasks of a cluster, or of one *group*, as failed, and drop their steps.

    The cluster's state stays: whoever cancels changes it. A group whose task ends here leaves the
    state of the task by its row for a failure.
    """
    world = unit.world
    for task_id in world.open_tasks[cluster.cluster_id]:
        task = world.tasks[task_id]
        if group and task.group_id != group.group_id:
            continue
        task_nodes.drop_steps(unit, task)
        its_group = states.group_of(world, task)
        if its_group:
            plan = world.cluster_types.plans[task.plan]
            states.move_group(unit, cluster, its_group, plan.failure, task_id)
        _end(unit, cluster, task, TaskState.FAILED, "Canceled", reason)


def fail(
    unit: Unit,
    task: Task,
    error: ApiError | StepFailure,
    step: Step | None = None,
    *,
    removes_new_nodes: bool = False,
) -> None:
    """End a task badly; *step* is the one that failed, if one did.

    What a creation made stays until the cluster is deleted. A change that fails leaves the cluster
    as it was before, without the nodes that it was to bring in.
    """
    world = unit.world
    plan = world.cluster_types.plans[task.plan]
    cluster = world.clusters[task.cluster_id]
    reason = _record_failure(unit, task, error, step)
    task_nodes.drop_steps(unit, task)
    if plan.removes_new_nodes or removes_new_nodes:
        task_nodes.remove_new(unit, task)
    task_nodes.settle(unit, task, plan, error.code, reason)
    _leave_failed(unit, cluster, task, plan, reason)
    unit.log(cluster, plan.failed, WARNING)
    _end(unit, cluster, task, TaskState.FAILED, error.code, error.message)


def fail_node(unit: Unit, task: Task, failure: StepFailure, step: Step) -> None:
    """Fail the node of a step; the task goes on with the other nodes."""
    _record_failure(unit, task, failure, step)


def _record_failure(
    unit: Unit, task: Task, error: ApiError | StepFailure, step: Step | None
) -> str:
    """Log what failed, mark its node, and end its step; returns the reason that was logged."""
    world = unit.world
    plan, cluster = world.cluster_types.plans[task.plan], world.clusters[task.cluster_id]
    if isinstance(error, ApiError):
        error = StepFailure(error.code, error.message)
    node = world.nodes.get(step.instance_id) if step else None
    resource = naming.shown_name(node) if node else cluster.cluster_id
    reason = error.reason(resource)
    if step:
        unit.trace_step(step, task, plan.stages[step.stage].name, "failed")
        unit.drop(world.steps, step)
    if node:
        task_nodes.fail(unit, task, plan, node, error.code, reason)
    if reason:
        unit.log(cluster, f"Resource {plan.action} failed: {error.shape}: {reason}", ERROR)
    return reason


def end_canceled(unit: Unit, task: Task) -> None:
    """End a task that a call has canceled; what it has done stays."""
    world = unit.world
    plan = world.cluster_types.plans[task.plan]
    cluster = world.clusters[task.cluster_id]
    message = f"Task {task.task_id} was canceled"
    task_nodes.settle(unit, task, plan, "Canceled", message)
    unit.log(cluster, message, WARNING)
    group = states.group_of(world, task)
    if group:
        states.move_group(unit, cluster, group, plan.canceled, task.task_id)
        _update_size(unit, cluster)
    elif plan.success:
        _move_cluster(unit, cluster, task, plan.canceled)
    _end(unit, cluster, task, TaskState.CANCELED, message=message)


def _leave_failed(unit: Unit, cluster: Cluster, task: Task, plan: Plan, reason: str) -> None:
    """Change the state as a failed task does; a change that failed leaves no reason behind."""
    world = unit.world
    group = states.group_of(world, task)
    trigger = plan.failure
    if plan.is_change:
        reason = group.error_message if group else cluster.error_message
        if not cluster_nodes.count(world, cluster, group):
            trigger = Trigger.EMPTIED
    if group:
        states.move_group(unit, cluster, group, trigger, task.task_id, reason)
        _update_size(unit, cluster)
        return
    if plan.success:
        _move_cluster(unit, cluster, task, trigger, reason)
    if not plan.is_change:  # groups that wait for the creation, or were to go with the cluster
        states.move_groups(unit, cluster, trigger)


def _move_cluster(
    unit: Unit, cluster: Cluster, task: Task, trigger: Trigger, reason: str = ""
) -> None:
    """Change the state of a cluster, and the reason that it shows for it."""
    clusters = unit.world.clusters
    state = states.cluster_state_after(unit.world, cluster, trigger)
    unit.trace_state(cluster, state, task.task_id)
    changed = clusters[cluster.cluster_id]._replace(
        state=state, error_message=reason, updated=unit.now
    )
    unit.put(clusters, changed)


def finish(unit: Unit, cluster: Cluster, task: Task, plan: Plan) -> None:
    """End a task well: its cluster or group of nodes gets the state that the plan leads to."""
    world = unit.world
    group = states.group_of(world, task)
    trigger = plan.success
    if trigger is Trigger.PROVISIONED and not cluster_nodes.count(world, cluster, group):
        trigger = Trigger.EMPTIED
    unit.log(cluster, plan.closing)
    if trigger is None:
        _end(unit, cluster, task)
        return
    if group:
        group = states.move_group(unit, cluster, group, trigger, task.task_id)
        _end(unit, cluster, task)
        _update_size(unit, cluster)
        # What has just failed is not tried again and again.
        if not plan.is_deletion and not stage_history.history_of(task).get("failed"):
            upkeep.look_after(unit, cluster, group)
        return
    state = states.cluster_state_after(world, cluster, trigger)
    unit.trace_state(cluster, state, task.task_id)
    _end(unit, cluster, task)
    if plan.is_deletion:
        drop_cluster(unit, cluster)
    else:
        _update_size(unit, cluster, state)


def _update_size(unit: Unit, cluster: Cluster, state: ClusterState | None = None) -> None:
    """Set the size to the number of nodes; with a *state* the cluster gets that too, and runs."""
    world = unit.world
    size = world.cluster_nodes.count(cluster.cluster_id)
    cluster = world.clusters[cluster.cluster_id]._replace(size=size, updated=unit.now)
    if state:
        cluster = running(unit, cluster._replace(state=state))
    unit.put(world.clusters, cluster)


def running(unit: Unit, cluster: Cluster) -> Cluster:
    """The cluster with the fields that its type sets when it runs, such as its own address."""
    cluster_type = unit.world.cluster_types[cluster.cluster_type]
    return cluster._replace(**cluster_type.when_running(unit, cluster))


def drop_cluster(unit: Unit, cluster: Cluster) -> None:
    """Drop a cluster, with what is kept for it alone."""
    world = unit.world
    for number in world.token_groups[cluster.cluster_id]:
        unit.drop(world.tokens, world.tokens[number])
    for group_id in world.cluster_groups[cluster.cluster_id]:
        unit.drop(world.node_groups, world.node_groups[group_id])
    for key in world.cluster_entries_of[cluster.cluster_id]:
        unit.drop(world.cluster_entries, world.cluster_entries[key])
    unit.drop(world.clusters, world.clusters[cluster.cluster_id])


_REASONS = {
    TaskState.SUCCESS: "Succeeded", TaskState.FAILED: "Failed", TaskState.CANCELED: "Canceled",
}  # fmt: skip
_LEVELS = {TaskState.SUCCESS: "info", TaskState.FAILED: "error", TaskState.CANCELED: "warning"}


def _end(
    unit: Unit,
    cluster: Cluster,
    task: Task,
    state: TaskState = TaskState.SUCCESS,
    code: str = "",
    message: str = "",
) -> None:
    """Close a task in its last state; badly with a code and a message, if it is known why."""
    plan = unit.world.cluster_types.plans[task.plan]
    stage_history.end_all(unit, task.task_id, state.value)
    task = unit.put(
        unit.world.tasks,
        unit.world.tasks[task.task_id]._replace(
            state=state,
            pending_nodes=0,
            updated=unit.now,
            error_code=code,
            error_message=message if state is TaskState.FAILED else "",
        ),
    )
    unit.event(
        cluster,
        plan.task_type,
        code or _REASONS[state],
        message or (plan.failed if state is TaskState.FAILED else plan.closing),
        _LEVELS[state],
        task.task_id,
    )
    unit.world.cluster_types[cluster.cluster_type].task_ended(unit, cluster, task)
