"""Scheduling: the step of a stage, and actions of a scenario for an instant."""

from collections.abc import Mapping

import orjson

from cs_simulator.domain.instants import later
from cs_simulator.domain.plans import Plan, Stage
from cs_simulator.domain.records import HELD, Cluster, Node, NodeGroup, ScheduledAction, Step, Task
from cs_simulator.engine import stage_history, step_faults
from cs_simulator.engine.unit import Unit
from cs_simulator.scenarios.rules.effects import StepEffect


def schedule_action(unit: Unit, due: int, action: Mapping[str, object]) -> None:
    """Schedule an action; ``do`` names it, the other keys say what it applies to.

    :mod:`cs_simulator.engine.timeline_actions` runs it.
    """
    scheduled = ScheduledAction(serial=unit.serial(), due=due, action=orjson.dumps(action).decode())
    unit.put(unit.world.scheduled_actions, scheduled)


def schedule_step(
    unit: Unit,
    cluster: Cluster,
    group: NodeGroup | None,
    task: Task,
    plan: Plan,
    index: int,
    node: Node | None = None,
    serial: int = 0,
) -> None:
    """Put the step of the stage at *index*.

    With *serial* it replaces the step of that number, which the node has just completed: so the
    node keeps its position among the steps that are due at the same instant.
    """
    stage = plan.stages[index]
    if plan.titles[index] and index not in unit.world.stage_counts[task.task_id]:
        stage_history.begin_stage(unit, task.task_id, plan, index)
    number = node.number if node else 0
    # Drawn by names, which clients choose, and not by ids: the order of calls changes nothing.
    owner = f"{cluster.name}/{group.name}" if group else cluster.name
    draw = unit.random_for("delay", owner, task.number, stage.name, number).uniform()
    duration, effect = stage.takes.quantile(draw), None
    if unit.world.scenario is not None:
        duration, effect = _apply_scenario(unit, cluster, group, task, stage, node, duration, draw)
    unit.put(
        unit.world.steps,
        Step(
            serial or unit.serial(),
            task.task_id,
            task.cluster_id,
            node.instance_id if node else "",
            index,
            unit.now,
            HELD if effect and effect.holds else later(unit.now, duration),
            step_faults.written(effect) if effect else "",
        ),
    )


def _apply_scenario(
    unit: Unit,
    cluster: Cluster,
    group: NodeGroup | None,
    task: Task,
    stage: Stage,
    node: Node | None,
    duration: int,
    draw: float,
) -> tuple[int, StepEffect | None]:
    """The duration of the stage under the scenario, and what its rules do to the step."""
    world = unit.world
    declared = world.rules and world.rules.durations.get((task.operation, stage.name))
    if declared:
        duration = declared.quantile(draw)
    present = world.clusters[cluster.cluster_id], world.tasks[task.task_id]
    effect = step_faults.decide(unit, *present, group, stage.name, node, duration)
    return max(duration + (effect.delay if effect else 0), 0), effect
