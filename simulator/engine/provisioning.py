"""Tasks under way: beginning a plan, completing its steps one by one, ending well or badly.

A step is completed as of its due time, whenever that happens to be looked at, so the result is
the same however time was moved. Nodes go through the node stages of a plan side by side, each on
its own course; the stages of the cluster come one after the other.
"""

from simulator.domain import ids
from simulator.domain.errors import ApiError
from simulator.domain.lifecycle import Trigger, after
from simulator.domain.plans import PLANS, Plan, Stage
from simulator.domain.records import Cluster, ClusterState, Node, NodeState, Step, Task, TaskState
from simulator.engine import effects, naming
from simulator.engine.unit import ERROR, WARNING, Unit


def begin(unit: Unit, cluster: Cluster, plan: Plan, trigger: Trigger | None = None) -> Task:
    """Start a plan for a cluster; *trigger* is what the beginning does to the cluster's state.

    Raises :class:`~simulator.domain.lifecycle.ImpossibleTransition` where the state forbids it.
    """
    if trigger:
        state = after(cluster.state, trigger)
        cluster = unit.put(unit.world.clusters, cluster._replace(state=state, updated=unit.now))
    task = Task(
        serial=unit.serial(),
        task_id=naming.task_id(unit),
        cluster_id=cluster.cluster_id,
        plan=plan.operation,
        state=TaskState.RUNNING,
        created=unit.now,
        updated=unit.now,
    )
    unit.put(unit.world.tasks, task)
    unit.log(cluster, plan.opening)
    unit.event(cluster, task, plan.task_type, "Started", plan.opening, "info")
    _enter(unit, cluster, task, plan, -1)
    return unit.world.tasks[task.task_id]


def cancel(unit: Unit, cluster: Cluster, reason: str) -> None:
    """End every running task of a cluster as failed, and drop its steps."""
    for task_id in unit.world.cluster_tasks[cluster.cluster_id]:
        task = unit.world.tasks[task_id]
        if task.state is TaskState.RUNNING:
            _drop_steps(unit, task)
            _end(unit, cluster, task, "Canceled", reason)


def complete(unit: Unit, step: Step) -> None:
    """Do what one step was scheduled for, and schedule what comes after it."""
    world = unit.world
    task = world.tasks[step.task_id]
    cluster = world.clusters[step.cluster_id]
    plan = PLANS[task.plan]
    try:
        if step.instance_id:
            _complete_of_node(unit, cluster, task, plan, step)
        else:
            unit.drop(world.steps, step)
            _complete_of_cluster(unit, cluster, task, plan, step.stage)
    except ApiError as error:
        fail(unit, task, error, step.instance_id)


def _complete_of_cluster(unit: Unit, cluster: Cluster, task: Task, plan: Plan, place: int) -> None:
    stage, before = plan.stages[place], cluster
    effect = effects.OF_CLUSTER.get(stage.name)
    if effect:
        cluster = cluster._replace(**effect(unit, cluster), updated=unit.now)
        unit.put(unit.world.clusters, cluster)
    if stage.log:
        unit.log(cluster, _line(stage, cluster, before))
    _enter(unit, cluster, task, plan, place)


def _complete_of_node(unit: Unit, cluster: Cluster, task: Task, plan: Plan, step: Step) -> None:
    world = unit.world
    node = world.nodes[step.instance_id]
    stage = plan.stages[step.stage]
    following = _following(plan, cluster, step.stage, "node")
    effect = effects.OF_NODE.get(stage.name)
    changes = effect(unit, cluster, node) if effect else {}
    if changes is None:
        unit.drop(world.nodes, node)
    else:
        if stage.status:
            changes["instance_status"] = stage.status
        if following is None:
            changes["state"] = NodeState.RUNNING
        node = node._replace(**changes, updated=unit.now)
        unit.put(world.nodes, node)
    if stage.log:
        unit.log(cluster, _line(stage, node, cluster))
    if following is not None:
        # The node's course goes on as the same step: its place among those due at once stays.
        _schedule(unit, task, plan, following, cluster, node, step.serial)
        return
    unit.drop(world.steps, step)
    task = unit.put(world.tasks, task._replace(courses=task.courses - 1))
    if not task.courses:
        last = max(i for i, other in enumerate(plan.stages) if other.scope == "node")
        _enter(unit, cluster, task, plan, last)


def fail(unit: Unit, task: Task, error: ApiError, instance_id: str = "") -> None:
    """End a task badly: what was made stays, the log says which step of what broke, and why.

    The line has the shape in which the service reports a refusal of a product behind it
    (reference: swarm-api §4.2).
    """
    world, plan = unit.world, PLANS[task.plan]
    cluster = world.clusters[task.cluster_id]
    node = world.nodes.get(instance_id)
    resource = ids.node_name(cluster.cluster_id, node.number) if node else cluster.cluster_id
    reason = f"resources.{resource}: {error.message} Code: {error.code}"
    if node:
        unit.put(
            world.nodes,
            node._replace(state=NodeState.FAILED, error_message=reason, updated=unit.now),
        )
    _drop_steps(unit, task)
    unit.log(cluster, f"Resource {plan.action} failed: ResponseException: {reason}", ERROR)
    unit.put(
        world.clusters,
        cluster._replace(state=after(cluster.state, Trigger.FAILED), error_message=reason,
            updated=unit.now,
        ),
    )  # fmt: skip
    unit.log(cluster, plan.broken, WARNING)
    _end(unit, cluster, task, error.code, error.message)


def _enter(unit: Unit, cluster: Cluster, task: Task, plan: Plan, place: int) -> None:
    """Schedule what comes after the stage at *place*, or end the task if nothing does."""
    following = _following(plan, cluster, place)
    while following is not None and plan.stages[following].scope == "node":
        nodes = _nodes_for(unit, cluster, plan)
        if nodes:
            unit.put(unit.world.tasks, task._replace(courses=len(nodes), updated=unit.now))
            for node in nodes:
                _schedule(unit, task, plan, following, cluster, node)
            return
        following = _following(plan, cluster, following)
    if following is None:
        _finish(unit, cluster, task, plan)
    else:
        _schedule(unit, task, plan, following, cluster)


def _following(plan: Plan, cluster: Cluster, place: int, scope: str = "") -> int | None:
    """The place of the next stage that this cluster goes through; with *scope*, of that scope."""
    for later in range(place + 1, len(plan.stages)):
        stage = plan.stages[later]
        if scope and stage.scope != scope:
            return None
        if not stage.only_if or getattr(cluster, stage.only_if):
            return later
    return None


def _nodes_for(unit: Unit, cluster: Cluster, plan: Plan) -> list[Node]:
    """The nodes that go through the plan's node stages: new ones, or all that there are."""
    world = unit.world
    present = world.nodes_of(cluster.cluster_id)
    if plan.success is Trigger.DELETED:
        return [
            unit.put(world.nodes, node._replace(state=NodeState.REMOVING, updated=unit.now))
            for node in present
        ]
    first = max((node.number for node in present), default=0) + 1
    return [
        unit.put(
            world.nodes,
            Node(
                serial=unit.serial(),
                instance_id=naming.instance_id(unit, cluster, number),
                cluster_id=cluster.cluster_id,
                number=number,
                state=NodeState.INITIAL,
                instance_status="Pending",
                created=unit.now,
                updated=unit.now,
                vpc_id=cluster.vpc_id,
                vswitch_id=cluster.vswitch_id,
                instance_type=cluster.instance_type,
                ecs_image_id=cluster.ecs_image_id,
            ),
        )
        for number in range(first, first + cluster.size - len(present))
    ]


def _schedule(
    unit: Unit,
    task: Task,
    plan: Plan,
    place: int,
    cluster: Cluster,
    node: Node | None = None,
    serial: int = 0,
) -> None:
    """Put the step of a stage; with *serial*, in place of the one that the node has just done."""
    stage = plan.stages[place]
    number = node.number if node else 0
    draw = unit.chance("delay", cluster.cluster_id, task.plan, stage.name, number).uniform()
    unit.put(
        unit.world.steps,
        Step(
            serial=serial or unit.serial(),
            task_id=task.task_id,
            cluster_id=task.cluster_id,
            instance_id=node.instance_id if node else "",
            stage=place,
            started=unit.now,
            due=unit.now + stage.takes.quantile(draw),
        ),
    )


def _finish(unit: Unit, cluster: Cluster, task: Task, plan: Plan) -> None:
    trigger = plan.success
    if trigger is Trigger.PROVISIONED and cluster.cluster_id not in unit.world.node_groups:
        trigger = Trigger.EMPTIED
    state = after(cluster.state, trigger)
    if trigger is Trigger.PROVISIONED and not cluster.master_url:
        cluster = cluster._replace(master_url=naming.master_url(unit, cluster))
    unit.log(cluster, plan.closing)
    _end(unit, cluster, task)
    if state is ClusterState.DELETED:
        unit.drop(unit.world.clusters, cluster)
    else:
        unit.put(unit.world.clusters, cluster._replace(state=state, updated=unit.now))


def _end(unit: Unit, cluster: Cluster, task: Task, code: str = "", message: str = "") -> None:
    """Close a task: badly with a code and a message, well without."""
    ended = task._replace(
        state=TaskState.FAILED if code else TaskState.SUCCESS,
        courses=0,
        updated=unit.now,
        error_code=code,
        error_message=message,
    )
    unit.put(unit.world.tasks, ended)
    plan = PLANS[task.plan]
    unit.event(
        cluster,
        ended,
        plan.task_type,
        code or "Succeeded",
        message or plan.closing,
        "error" if code else "info",
    )


def _drop_steps(unit: Unit, task: Task) -> None:
    for serial in unit.world.cluster_steps[task.cluster_id]:
        step = unit.world.steps[serial]
        if step.task_id == task.task_id:
            unit.drop(unit.world.steps, step)


class _Names(dict[str, object]):
    """The names that a log line may mention: the first record that has something under it wins."""

    def __init__(self, *records: Cluster | Node) -> None:
        super().__init__()
        self.records = records

    def __missing__(self, name: str) -> object:
        for record in self.records:
            if isinstance(record, Node) and name == "node_name":
                return ids.node_name(record.cluster_id, record.number)
            value = getattr(record, name, "")
            if value:
                return value
        return ""


def _line(stage: Stage, *records: Cluster | Node) -> str:
    return stage.log.format_map(_Names(*records))
