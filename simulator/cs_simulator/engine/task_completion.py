"""How tasks end: well, badly, or because something else takes their place."""

from typing import NamedTuple

from cs_simulator.domain import ids
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.lifecycle import Trigger
from cs_simulator.domain.plans import Plan
from cs_simulator.domain.records import (
    Cluster,
    ClusterState,
    NodeGroup,
    NodeState,
    Step,
    Task,
    TaskState,
)
from cs_simulator.engine import cluster_nodes, states
from cs_simulator.engine.unit import ERROR, WARNING, Unit


class StepFailure(NamedTuple):
    """Why a step failed: a code and a text, or what a node printed, as the log shows it."""

    code: str
    message: str
    shape: str = "ResponseException"
    output: str = ""

    def reason(self, resource: str) -> str:
        """The log's text about a resource.

        Source: logs of Container Service clusters that users posted (``Resource CREATE failed:
        ResponseException: resources.…``), in the shape of the vendor's Resource Orchestration
        Service, whose model is OpenStack Heat.
        """
        if self.shape == "ResponseException":
            return f"resources.{resource}: {self.message} Code: {self.code}"
        return (
            f"resources.{resource}_wait_cond: {self.message}{self.output and chr(10)}{self.output}"
        )


def cancel(unit: Unit, cluster: Cluster, reason: str, group: NodeGroup | None = None) -> None:
    """End the running tasks of a cluster, or of one *group*, as failed, and drop their steps.

    The cluster's state stays: whoever cancels changes it. A group whose task ends here leaves the
    state of the task by its row for a failure.
    """
    world = unit.world
    for task_id in world.cluster_tasks[cluster.cluster_id]:
        task = world.tasks[task_id]
        if task.state is not TaskState.RUNNING or (group and task.group_id != group.group_id):
            continue
        _drop_steps(unit, task)
        its_group = states.group_of(world, task)
        if its_group:
            states.move_group(unit, cluster, its_group, Trigger.FAILED, task_id)
        _end(unit, cluster, task, "Canceled", reason)


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
    reason = _record_failure(unit, cluster, plan, error, step)
    _drop_steps(unit, task)
    if plan.removes_new_nodes or removes_new_nodes:
        _remove_new_nodes(unit, task)
    _leave_failed(unit, cluster, task, plan, reason)
    unit.log(cluster, plan.failed, WARNING)
    _end(unit, cluster, task, error.code, error.message)


def fail_node(unit: Unit, task: Task, failure: StepFailure, step: Step) -> None:
    """Fail the node of a step; the task goes on with the other nodes."""
    plan = unit.world.cluster_types.plans[task.plan]
    _record_failure(unit, unit.world.clusters[task.cluster_id], plan, failure, step)


def _record_failure(
    unit: Unit, cluster: Cluster, plan: Plan, error: ApiError | StepFailure, step: Step | None
) -> str:
    """Log what failed, mark its node, and end its step; returns the reason that was logged."""
    world = unit.world
    if isinstance(error, ApiError):
        error = StepFailure(error.code, error.message)
    node = world.nodes.get(step.instance_id) if step else None
    resource = ids.node_name(cluster.cluster_id, node.number) if node else cluster.cluster_id
    reason = error.reason(resource)
    if node:
        unit.put(
            world.nodes,
            node._replace(state=NodeState.FAILED, error_message=reason, updated=unit.now),
        )
    if step:
        unit.trace_step(step, "failed")
        unit.drop(world.steps, step)
    unit.log(cluster, f"Resource {plan.action} failed: {error.shape}: {reason}", ERROR)
    return reason


def _remove_new_nodes(unit: Unit, task: Task) -> None:
    """Take the nodes that a task was bringing in out of the cluster again."""
    for instance_id in task.nodes.split():
        node = unit.world.nodes.get(instance_id)
        if node:
            cluster_nodes.release_node(unit, node, releases=not node.is_attached)


def _leave_failed(unit: Unit, cluster: Cluster, task: Task, plan: Plan, reason: str) -> None:
    """Change the state as a failed task does; a change that failed leaves no reason behind."""
    world = unit.world
    group = states.group_of(world, task)
    trigger = Trigger.FAILED
    if plan.is_change:
        reason = group.error_message if group else cluster.error_message
        if not cluster_nodes.count(world, cluster, group):
            trigger = Trigger.EMPTIED
    if group:
        states.move_group(unit, cluster, group, trigger, task.task_id, reason)
        return
    state = states.cluster_state_after(world, cluster, trigger)
    unit.trace_state(cluster, state, task.task_id)
    unit.put(
        world.clusters,
        world.clusters[cluster.cluster_id]._replace(
            state=state, error_message=reason, updated=unit.now
        ),
    )


def finish(unit: Unit, cluster: Cluster, task: Task, plan: Plan) -> None:
    """End a task well: its cluster or group of nodes gets the state that the plan leads to."""
    world = unit.world
    group = states.group_of(world, task)
    trigger = plan.success
    if trigger is Trigger.PROVISIONED and not cluster_nodes.count(world, cluster, group):
        trigger = Trigger.EMPTIED
    unit.log(cluster, plan.closing)
    if group:
        states.move_group(unit, cluster, group, trigger, task.task_id)
        _end(unit, cluster, task)
        _update_size(unit, cluster)
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
    unit.drop(world.clusters, world.clusters[cluster.cluster_id])


def _end(unit: Unit, cluster: Cluster, task: Task, code: str = "", message: str = "") -> None:
    """Close a task: badly with a code and a message, well without."""
    plan = unit.world.cluster_types.plans[task.plan]
    unit.put(
        unit.world.tasks,
        unit.world.tasks[task.task_id]._replace(
            state=TaskState.FAILED if code else TaskState.SUCCESS,
            pending_nodes=0,
            updated=unit.now,
            error_code=code,
            error_message=message,
        ),
    )
    unit.event(
        cluster,
        plan.task_type,
        code or "Succeeded",
        message or plan.closing,
        "error" if code else "info",
        task.task_id,
    )


def _drop_steps(unit: Unit, task: Task) -> None:
    for serial in unit.world.cluster_steps[task.cluster_id]:
        step = unit.world.steps[serial]
        if step.task_id == task.task_id:
            unit.trace_step(step, "canceled")
            unit.drop(unit.world.steps, step)
