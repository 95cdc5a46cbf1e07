"""How tasks end: well, badly, or because something else takes their place."""

from typing import NamedTuple

from cs_simulator.domain import ids
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.lifecycle import Trigger, after
from cs_simulator.domain.plans import PLANS, Plan
from cs_simulator.domain.records import Cluster, ClusterState, NodeState, Step, Task, TaskState
from cs_simulator.engine import cluster_nodes, naming
from cs_simulator.engine.unit import ERROR, WARNING, Unit


def cancel(unit: Unit, cluster: Cluster, reason: str) -> None:
    """End every running task of a cluster as failed, and drop its steps."""
    for task_id in unit.world.cluster_tasks[cluster.cluster_id]:
        task = unit.world.tasks[task_id]
        if task.state is TaskState.RUNNING:
            _drop_steps(unit, task)
            _end(unit, cluster, task, "Canceled", reason)


class StepFailure(NamedTuple):
    """What a step came to: a code and a text, or what a node printed, as the log calls it."""

    code: str
    message: str
    shape: str = "ResponseException"
    output: str = ""

    def reason(self, resource: str) -> str:
        """What the log says of a resource (reference: swarm-api §4.2, domain §8)."""
        if self.shape == "ResponseException":
            return f"resources.{resource}: {self.message} Code: {self.code}"
        return (
            f"resources.{resource}_wait_cond: {self.message}{self.output and chr(10)}{self.output}"
        )


def fail(
    unit: Unit,
    task: Task,
    error: ApiError | StepFailure,
    step: Step | None = None,
    *,
    takes_back: bool = False,
) -> None:
    """End a task badly: the log says which step of what broke, and why; none if none did.

    What a creation made stays until the cluster is deleted. A change that fails leaves the cluster
    as it was before, without the nodes that it was to bring in.

    The line has the shape in which the service reports a refusal of a product behind it
    (reference: swarm-api §4.2).
    """
    world, plan = unit.world, PLANS[task.plan]
    cluster = world.clusters[task.cluster_id]
    reason = _break(unit, cluster, plan, error, step)
    _drop_steps(unit, task)
    if plan.takes_back or takes_back:
        _take_back(unit, task)
    _give_up(unit, cluster, task, plan, reason)
    unit.log(cluster, plan.broken, WARNING)
    _end(unit, cluster, task, error.code, error.message)


def leave_failed(unit: Unit, task: Task, broken: StepFailure, step: Step) -> None:
    """Leave a node failed, and the task to the others."""
    _break(unit, unit.world.clusters[task.cluster_id], PLANS[task.plan], broken, step)


def _break(
    unit: Unit, cluster: Cluster, plan: Plan, error: ApiError | StepFailure, step: Step | None
) -> str:
    """Tell in the log what broke, and mark its node; gives the reason."""
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


def _take_back(unit: Unit, task: Task) -> None:
    """Take the nodes that a task was bringing in out of the cluster again."""
    for instance_id in task.nodes.split():
        node = unit.world.nodes[instance_id]
        cluster_nodes.let_go(unit, node, releases=not node.is_attached)


def _give_up(unit: Unit, cluster: Cluster, task: Task, plan: Plan, reason: str) -> None:
    """Put the cluster as a failed task leaves it; the reason shows unless it goes on as before."""
    world = unit.world
    trigger = Trigger.FAILED
    if plan.is_change:
        reason = cluster.error_message
        if cluster.cluster_id not in world.node_groups:
            trigger = Trigger.EMPTIED
    state = after(cluster.state, trigger)
    unit.trace_state(cluster, state, task.task_id)
    unit.put(
        world.clusters,
        world.clusters[cluster.cluster_id]._replace(
            state=state, error_message=reason, updated=unit.now
        ),
    )


def finish(unit: Unit, cluster: Cluster, task: Task, plan: Plan) -> None:
    """End a task well: the cluster is what the plan leads to."""
    world, trigger = unit.world, plan.success
    size = world.node_groups.count(cluster.cluster_id)
    if trigger is Trigger.PROVISIONED and not size:
        trigger = Trigger.EMPTIED
    state = after(cluster.state, trigger)
    unit.log(cluster, plan.closing)
    unit.trace_state(cluster, state, task.task_id)
    _end(unit, cluster, task)
    if state is ClusterState.DELETED:
        drop_cluster(unit, cluster)
        return
    cluster = world.clusters[cluster.cluster_id]
    unit.put(
        world.clusters,
        cluster._replace(
            state=state,
            size=size,
            updated=unit.now,
            master_url=cluster.master_url or naming.master_url(unit, cluster),
        ),
    )


def drop_cluster(unit: Unit, cluster: Cluster) -> None:
    """Take a cluster away, with what is kept for it alone."""
    world = unit.world
    for number in world.token_groups[cluster.cluster_id]:
        unit.drop(world.tokens, world.tokens[number])
    unit.drop(world.clusters, world.clusters[cluster.cluster_id])


def _end(unit: Unit, cluster: Cluster, task: Task, code: str = "", message: str = "") -> None:
    """Close a task: badly with a code and a message, well without."""
    plan = PLANS[task.plan]
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
