"""Tasks under way: beginning a plan, and completing its steps one by one.

A step is completed as of its due time, whenever that happens to be looked at, so the result is
the same however time was moved. Nodes go through the node stages of a plan side by side, each on
its own course; the stages of the cluster come one after the other.
"""

from collections.abc import Sequence

from cs_simulator.domain import ids
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.lifecycle import Trigger, after
from cs_simulator.domain.plans import PLANS, Plan, Stage
from cs_simulator.domain.records import HELD, Cluster, Node, NodeState, Step, Task, TaskState
from cs_simulator.engine import (
    cluster_nodes,
    fault_decisions,
    naming,
    scheduling,
    stage_effects,
    task_completion,
)
from cs_simulator.engine.unit import WARNING, Unit
from cs_simulator.engine.world import World
from cs_simulator.scenarios.rules.effects import StepEffect


def begin(
    unit: Unit,
    cluster: Cluster,
    plan: Plan,
    trigger: Trigger | None = None,
    nodes: Sequence[Node] = (),
) -> Task:
    """Start a plan for a cluster; *trigger* is what the beginning does to the cluster's state.

    *nodes* are those that go through a plan that was given its nodes. Raises
    :class:`~cs_simulator.domain.lifecycle.ImpossibleTransitionError` where the state forbids it.
    """
    world = unit.world
    if trigger:
        cluster = world.clusters[cluster.cluster_id]
        state = after(cluster.state, trigger)
        unit.trace_state(cluster, state)
        cluster = unit.put(world.clusters, cluster._replace(state=state, updated=unit.now))
    task = Task(
        serial=unit.serial(),
        task_id=naming.task_id(unit),
        cluster_id=cluster.cluster_id,
        plan=plan.operation,
        state=TaskState.RUNNING,
        created=unit.now,
        updated=unit.now,
        number=world.cluster_tasks.count(cluster.cluster_id) + 1,
        nodes=" ".join(node.instance_id for node in nodes),
    )
    unit.put(world.tasks, task)
    unit.log(cluster, plan.opening)
    unit.event(cluster, plan.task_type, "Started", plan.opening, task_id=task.task_id)
    _enter(unit, cluster, task, plan, -1)
    return world.tasks[task.task_id]


def running_task(world: World, cluster_id: str) -> Task | None:
    """The task that a cluster is going through at present."""
    tasks = (world.tasks[task_id] for task_id in world.cluster_tasks[cluster_id])
    return next((task for task in tasks if task.state is TaskState.RUNNING), None)


def complete(unit: Unit, step: Step) -> None:
    """Do what one step was scheduled for, and schedule what comes after it."""
    world = unit.world
    task = world.tasks[step.task_id]
    cluster = world.clusters[step.cluster_id]
    plan = PLANS[task.plan]
    effect = fault_decisions.effect_of(step)
    if effect and effect.log:
        unit.log(cluster, effect.log, WARNING)
    if effect and effect.code:
        _break(unit, cluster, task, plan, step, effect)
        return
    try:
        if step.instance_id:
            _complete_of_node(unit, cluster, task, plan, step)
        else:
            _complete_of_cluster(unit, cluster, task, plan, step)
        if effect and effect.lost_after:
            _plan_loss(unit, step, effect)
    except ApiError as error:
        task_completion.fail(unit, task, error, step)


def _break(
    unit: Unit, cluster: Cluster, task: Task, plan: Plan, step: Step, effect: StepEffect
) -> None:
    """Let a step come to the bad end that a rule has for it."""
    broken = task_completion.StepFailure(effect.code, effect.message, effect.shape, effect.output)
    if effect.policy != "keep" or not step.instance_id:
        task_completion.fail(unit, task, broken, step, takes_back=effect.policy == "rollback")
        return
    task_completion.leave_failed(unit, task, broken, step)
    _end_course(unit, cluster, _present(unit, task), plan, broken)


def _present(unit: Unit, task: Task) -> Task:
    """The task as it is now."""
    return unit.world.tasks[task.task_id]


def _plan_loss(unit: Unit, step: Step, effect: StepEffect) -> None:
    loss = {
        "do": "lose_node",
        "instance_id": step.instance_id,
        "for": effect.lost_for,
        "times": effect.lost_times,
        "every": effect.every,
    }
    scheduling.plan(unit, unit.now + effect.lost_after, loss)


def _complete_of_cluster(unit: Unit, cluster: Cluster, task: Task, plan: Plan, step: Step) -> None:
    stage, before = plan.stages[step.stage], cluster
    effect = stage_effects.OF_CLUSTER.get(stage.name)
    if effect:
        cluster = cluster._replace(**effect(unit, cluster), updated=unit.now)
        unit.put(unit.world.clusters, cluster)
    if stage.log:
        unit.log(cluster, _line(stage, cluster, before))
    unit.trace_step(step, "done")
    unit.drop(unit.world.steps, step)
    _enter(unit, cluster, task, plan, step.stage)


def _complete_of_node(unit: Unit, cluster: Cluster, task: Task, plan: Plan, step: Step) -> None:
    world = unit.world
    node = world.nodes[step.instance_id]
    stage = plan.stages[step.stage]
    following = _following(plan, cluster, step.stage, node)
    effect = stage_effects.OF_NODE.get(stage.name)
    changes = effect(unit, cluster, node) if effect else {}
    if changes is not None:
        if stage.status:
            changes["instance_status"] = stage.status
        if following is None:
            changes["state"] = NodeState.RUNNING
        node = node._replace(**changes, updated=unit.now)
        unit.put(world.nodes, node)
    if stage.log:
        unit.log(cluster, _line(stage, node, cluster))
    unit.trace_step(step, "done")
    if following is not None:
        # The node's course goes on as the same step: its place among those due at once stays.
        _schedule(unit, task, plan, following, cluster, node, step.serial)
        return
    unit.drop(world.steps, step)
    _end_course(unit, cluster, task, plan)


def _end_course(
    unit: Unit,
    cluster: Cluster,
    task: Task,
    plan: Plan,
    broken: task_completion.StepFailure | None = None,
) -> None:
    """One node of the task is through; the last takes the cluster on, unless all have failed."""
    world = unit.world
    task = unit.put(world.tasks, task._replace(pending_nodes=task.pending_nodes - 1))
    if task.pending_nodes:
        return
    nodes = (world.nodes.get(instance_id) for instance_id in task.nodes.split())
    if broken and all(node and node.state is NodeState.FAILED for node in nodes):
        task_completion.fail(unit, task, broken)
        return
    _enter(unit, world.clusters[cluster.cluster_id], task, plan, _last_of_nodes(plan))


def _enter(unit: Unit, cluster: Cluster, task: Task, plan: Plan, place: int) -> None:
    """Schedule what comes after the stage at *place*, or end the task if nothing does."""
    following = _following(plan, cluster, place)
    if following is None:
        task_completion.finish(unit, cluster, task, plan)
    elif plan.stages[following].scope == "cluster":
        _schedule(unit, task, plan, following, cluster)
    else:
        _enter_of_nodes(unit, cluster, task, plan, following)


def _enter_of_nodes(unit: Unit, cluster: Cluster, task: Task, plan: Plan, place: int) -> None:
    """Send each node on its course through the node stages, or go on where there is no node."""
    world = unit.world
    nodes = _nodes_for(unit, cluster, task, plan)
    task = unit.put(
        world.tasks,
        task._replace(
            pending_nodes=len(nodes),
            nodes=" ".join(node.instance_id for node in nodes),
            updated=unit.now,
        ),
    )
    for node in nodes:
        first = _following(plan, cluster, place - 1, node)
        if first is None:
            raise ValueError(f"{plan.operation} has no stage for {node.instance_id}")
        _schedule(unit, task, plan, first, cluster, node)
    if not nodes:
        _enter(unit, world.clusters[cluster.cluster_id], task, plan, _last_of_nodes(plan))


def _last_of_nodes(plan: Plan) -> int:
    return max(place for place, stage in enumerate(plan.stages) if stage.scope == "node")


def _following(plan: Plan, cluster: Cluster, place: int, node: Node | None = None) -> int | None:
    """The place of the next stage that this cluster goes through; of a *node*, on its course.

    A cluster comes to the node stages whatever they depend on: that is for each node to say.
    """
    for later in range(place + 1, len(plan.stages)):
        stage = plan.stages[later]
        if node is None:
            if stage.scope == "node" or _applies(stage, cluster):
                return later
        elif stage.scope == "cluster":
            return None
        elif _applies(stage, node, cluster):
            return later
    return None


def _applies(stage: Stage, *records: Cluster | Node) -> bool:
    """Whether what the stage depends on is true, in the first record that knows of it."""
    if not stage.only_if:
        return True
    return bool(next(getattr(r, stage.only_if) for r in records if hasattr(r, stage.only_if)))


def _nodes_for(unit: Unit, cluster: Cluster, task: Task, plan: Plan) -> list[Node]:
    """The nodes that go through the plan's node stages."""
    world = unit.world
    if plan.nodes == "given":
        return [world.nodes[instance_id] for instance_id in task.nodes.split()]
    if plan.nodes == "new":
        return cluster_nodes.make(unit, cluster, cluster.size)
    return [
        unit.put(world.nodes, node._replace(state=NodeState.REMOVING, updated=unit.now))
        for node in world.nodes_of(cluster.cluster_id)
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
    # By the name, which clients choose, and not by the id: whoever comes first changes nothing.
    draw = unit.chance("delay", cluster.name, task.number, stage.name, number).uniform()
    takes, effect = stage.takes.quantile(draw), None
    if unit.world.scenario is not None:
        takes, effect = _misfortune(unit, cluster, task, stage, node, takes, draw)
    unit.put(
        unit.world.steps,
        Step(
            serial=serial or unit.serial(),
            task_id=task.task_id,
            cluster_id=task.cluster_id,
            instance_id=node.instance_id if node else "",
            stage=place,
            started=unit.now,
            due=HELD if effect and effect.holds else unit.now + takes,
            step_effect=fault_decisions.written(effect) if effect else "",
        ),
    )


def _misfortune(
    unit: Unit,
    cluster: Cluster,
    task: Task,
    stage: Stage,
    node: Node | None,
    takes: int,
    draw: float,
) -> tuple[int, StepEffect | None]:
    """How long the stage takes under the scenario, and what its rules have for it."""
    rules = unit.world.rules
    slower = rules and rules.durations.get((task.plan, stage.name))
    if slower:
        takes = slower.quantile(draw)
    current = unit.world.clusters[cluster.cluster_id]
    effect = fault_decisions.of_step(unit, current, _present(unit, task), stage.name, node, takes)
    return max(takes + (effect.delay if effect else 0), 0), effect


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
