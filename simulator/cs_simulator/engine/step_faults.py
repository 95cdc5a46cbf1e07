"""What rules of a scenario do to the steps of tasks: decided when a step begins, kept in it."""

import orjson

from cs_simulator.domain import by_name
from cs_simulator.domain.records import Cluster, Node, NodeGroup, Step, Task
from cs_simulator.engine import fault_decisions, stage_history
from cs_simulator.engine.cluster_nodes import template_for
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.scenarios.rules.effects import StepEffect
from cs_simulator.scenarios.rules.matching import MatchContext


def decide(
    unit: Unit,
    cluster: Cluster,
    task: Task,
    group: NodeGroup | None,
    stage: str,
    node: Node | None,
    takes: int,
) -> StepEffect | None:
    """What the rules do to a step that begins now; ``None`` for nothing.

    *takes* is the duration of the stage in microseconds.
    """
    world = unit.world
    rules, operation = world.rules, task.operation
    if rules is None or not rules.may_match("provision", operation, lambda: cluster.name, stage):
        return None
    if group is None and node is not None:  # a task about the whole cluster reaches its pools
        group = world.node_groups.get(node.group_id)
    switch = world.vswitches.get(node.vswitch_id if node else cluster.vswitch_id)
    context = MatchContext(
        now=unit.now,
        operation=operation,
        account=world.name,
        stage=stage,
        region_id=cluster.region_id,
        zone_id=switch.zone_id if switch else cluster.zone_id,
        instance_type=(node or template_for(world, cluster, group)).instance_type,
        cluster=cluster.name,
        state=cluster.state.value,
        cluster_types=world.cluster_types.names_of(cluster),
        pool=group.name if group else "",
        pools=(group.name, group.group_id) if group else (),
        task=world.cluster_types.plans[task.plan].task_type,
        cluster_id=cluster.cluster_id,
        task_id=task.task_id,
        instance_id=node.instance_id if node else "",
        number=node.number if node else 0,
        group=lambda: _node_numbers(world, task),
    )
    fired = fault_decisions.evaluate(unit, "provision", context, takes)
    if fired is None or not isinstance(fired.effect, StepEffect):
        return None
    return fired.effect._replace(kind=fired.kind, rule=fired.rule)


def _node_numbers(world: World, task: Task) -> tuple[int, ...]:
    """The numbers of the task's nodes: what a rule selects from.

    Those of nodes that are gone because they failed are among them: what is selected for one batch
    must not depend on what became of another one.
    """
    instance_ids = task.nodes.split()
    nodes = (world.nodes.get(instance_id) for instance_id in instance_ids)
    numbers = [node.number for node in nodes if node]
    if len(numbers) < len(instance_ids):
        failed = stage_history.history_of(task).get("failed", {})
        gone = [f["number"] for key, f in failed.items() if key not in world.nodes.records]
        numbers = sorted(numbers + gone)
    return tuple(numbers)


def written(effect: StepEffect) -> str:
    """The effect as JSON, as a step keeps it."""
    return orjson.dumps(effect._asdict()).decode()


def effect_of(step: Step) -> StepEffect | None:
    """What a rule does to a step in progress; ``None`` for nothing."""
    return by_name.build(StepEffect, orjson.loads(step.step_effect)) if step.step_effect else None
