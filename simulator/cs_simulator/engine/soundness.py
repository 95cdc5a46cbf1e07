"""Whether a world that was loaded makes sense as a whole: what no record shows by itself.

The fields of its records are checked one by one (:mod:`cs_simulator.domain.checking`). Here is
what connects them: keys, references, counters, and what refers to plans and to cluster types.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cs_simulator.domain.checking import check_for, check_named, from_json
from cs_simulator.domain.plans import Plan
from cs_simulator.domain.records import Record, Stock, kinds, tables
from cs_simulator.engine import timeline_actions
from cs_simulator.engine.world import World
from cs_simulator.scenarios.rules.effects import StepEffect


def restore(world: World, table: str, records: Iterable[Record]) -> None:
    """Put loaded records into a world; raises ``ValueError`` if two have the same key."""
    into = world.tables[table]
    for record in records:
        key = into.key(record)
        if into.get_own(key) is not None:
            raise ValueError(f"{table} {key}: there are two of it")
        into.set(key, record)


def restore_counts(world: World, counts: object) -> None:
    """Give a world its counters; raises ``ValueError`` for numbers that are none to go on from."""
    check_for(dict[str, kinds.Count])(counts)
    world.counts.update(counts)  # type: ignore[call-overload]  # checked in the line before


def check(world: World, last_entries: Mapping[str, int]) -> None:
    """Raise ``ValueError`` if something of a loaded world would fail later, saying what.

    *last_entries* are the greatest numbers that entries of the tenant have, by their counters.
    """
    _check_references(world)
    _check_counters(world, last_entries)
    for table, check_record in _CHECKS:
        for record in world.tables[table.name]:
            try:
                check_record(world, record)
            except ValueError as problem:
                raise ValueError(f"{table.name} {table.label_of(record)}: {problem}") from None


def _check_references(world: World) -> None:
    for reference in tables.REFERENCES:
        into = world.tables[reference.to.name]
        for record in world.tables[reference.table.name]:
            key = getattr(record, reference.field)
            if key and into.get(key) is None:
                raise ValueError(
                    f"{reference.table.name} {reference.table.label_of(record)}:"
                    f" {reference.field}: there is no {reference.to.name} {key!r}"
                )


def _check_counters(world: World, last_entries: Mapping[str, int]) -> None:
    """What is numbered next must not have a number that is in use."""
    used = {
        "serial": max((r.serial for table in world.tables.values() for r in table), default=0),
        "token": max((token.number for token in world.tokens), default=0),
        "cluster": len(world.clusters),
        "task": len(world.tasks),
        "template": len(world.templates),
    }
    for counter, number in last_entries.items():
        used[counter] = max(used.get(counter, 0), number)
    for counter, number in used.items():
        if world.counts[counter] < number:
            raise ValueError(f"counts: {counter} is {world.counts[counter]}, and {number} is used")


def _check_cluster(world: World, cluster: Any) -> None:
    declared = world.cluster_types[cluster.cluster_type].properties
    if declared is not None:
        check_named(declared, from_json(cluster.properties))


def _check_group(world: World, group: Any) -> None:
    behavior = world.cluster_types[world.clusters[group.cluster_id].cluster_type]
    transitions = behavior.group_transitions
    states = {state for state, _ in transitions} | set(transitions.values())
    if group.state not in states:
        raise ValueError(f"state: {group.state!r} is none of {', '.join(sorted(states))}")


def _check_task(world: World, task: Any) -> None:
    _plan_of(world, task)
    if task.has_ended:
        return
    serials = world.cluster_steps[task.cluster_id]
    steps = [step for serial in serials if (step := world.steps[serial]).task_id == task.task_id]
    if not steps:
        raise ValueError("it has not ended, and has no step")
    of_nodes = sum(bool(step.instance_id) for step in steps)
    if of_nodes != task.pending_nodes:
        raise ValueError(f"pending_nodes: {task.pending_nodes}, and {of_nodes} have a step")


def _check_step(world: World, step: Any) -> None:
    task = world.tasks[step.task_id]
    stages = _plan_of(world, task).stages
    if task.cluster_id != step.cluster_id or task.has_ended:
        raise ValueError("its task is of another cluster, or has ended")
    if not 0 <= step.stage < len(stages):
        raise ValueError(f"stage: {step.stage} is none of the {len(stages)} of {task.plan}")
    is_of_node = stages[step.stage].scope == "node" and not step.is_wait
    if is_of_node != bool(step.instance_id):
        raise ValueError(
            f"stage: {step.stage} is not of a {'node' if step.instance_id else 'cluster'}"
        )
    if step.step_effect:
        check_named(StepEffect, from_json(step.step_effect))


def _plan_of(world: World, task: Any) -> Plan:
    try:
        return world.cluster_types.plans[task.plan]
    except KeyError:
        raise ValueError(f"plan: {task.plan!r} is unknown") from None


def _check_action(_world: World, scheduled: Any) -> None:
    timeline_actions.check(from_json(scheduled.action))


def _check_scenario(world: World, scenario: Any) -> None:
    del scenario  # the one that is in force
    try:
        _ = world.rules
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        raise ValueError(f"text: it is no scenario ({problem})") from None


def _check_stock(_world: World, stock: Any) -> None:
    if stock.key != Stock.key_of(stock.zone_id, stock.instance_type):
        raise ValueError("key: it is not that of its zone and its type")


_CHECKS: tuple[tuple[tables.ResourceTable[Any, Any], Callable[[World, Any], None]], ...] = (
    (tables.CLUSTER, _check_cluster),
    (tables.NODE_GROUP, _check_group),
    (tables.TASK, _check_task),
    (tables.STEP, _check_step),
    (tables.SCHEDULED_ACTION, _check_action),
    (tables.SCENARIO, _check_scenario),
    (tables.STOCK, _check_stock),
)
"""The tables whose records are checked for more, each with its check."""
