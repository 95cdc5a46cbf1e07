"""Asking the rules of a tenant's scenario, and keeping what they decided.

Every rule that is meant is counted and its decision kept, with the draw and the reason; the first
one that acts wins.
"""

from typing import NamedTuple

import orjson

from cs_simulator.domain import by_name
from cs_simulator.domain.randomness import DerivedRandom, derive
from cs_simulator.domain.records import Cluster, Decision, Node, NodeGroup, RuleCounter, Step, Task
from cs_simulator.engine.cluster_nodes import template_for
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.scenarios.rules import firing
from cs_simulator.scenarios.rules.compiled import CompiledRule
from cs_simulator.scenarios.rules.effects import Effect, Phase, StepEffect
from cs_simulator.scenarios.rules.fault_filter import FaultOccurrence
from cs_simulator.scenarios.rules.matching import MatchContext, unmet_condition
from cs_simulator.scenarios.rules.selection import is_selected

TTL = "ttl"
"""What is noted of a rule that would have matched, had its time to live not been over."""


class Fired(NamedTuple):
    """A rule that acts, and what it does."""

    rule: str
    kind: str
    effect: Effect


def ask(
    unit: Unit,
    phase: Phase,
    subject: MatchContext,
    takes: int = 0,
    unmet: dict[str, str] | None = None,
) -> Fired | None:
    """The first rule that acts on the subject in that phase; all that matched are counted.

    *unmet*, if given, gets the condition by which each rule failed that was looked at.
    """
    world = unit.world
    rules, active = world.rules, world.scenario
    if rules is None or active is None or phase not in rules.phases:
        return None
    for rule in rules.candidates_for(phase, subject):
        condition = unmet_condition(rule.tests, subject)
        if condition or has_ended(world, rule, subject.now):
            if unmet is not None:
                unmet[rule.id] = condition or TTL
            continue
        act = _decide(unit, rule, subject, takes)
        if act is not None:
            return Fired(rule.id, rule.kind, act)
    return None


def has_ended(world: World, rule: CompiledRule, now: int) -> bool:
    """Whether the rule was given for a time, and that is over."""
    return rule.ttl is not None and now >= given_at(world, rule.id) + rule.ttl


def given_at(world: World, rule_id: str) -> int:
    """When the rule came into force."""
    active = world.scenario
    return world.rules_added.get(rule_id, active.started) if active else 0


def _decide(unit: Unit, rule: CompiledRule, subject: MatchContext, takes: int) -> Effect | None:
    world = unit.world
    counted = _counted(rule, subject)
    key = f"{rule.id} {counted}"
    counter = world.rule_counters.get(key) or RuleCounter(
        serial=unit.serial(), key=key, rule=rule.id, subject=counted
    )
    since = subject.now - given_at(world, rule.id)
    act, draw = None, 0.0
    if not is_selected(rule.selection, subject, lambda *names: _chance(world, rule, names)):
        reason = "not selected"
    else:
        if rule.firing.probability < 1:
            draw = _chance(world, rule, ("draw", *_occasion(subject, counter))).uniform()
        before = firing.FireCount(counter.matched, counter.fired)
        reason = firing.skip_reason(rule.firing, before, draw, since)
        level = (counter.level, counter.level_at)
        if reason == firing.FIRES and not _passes(world, rule, subject, counter):
            reason = "filtered out"
        if reason == firing.FIRES:
            act, level = _act(world, rule, subject, counter, since, takes)
            reason = "" if act is not None else "let through"
            if act is not None and world.fault_filter:
                world.fault_filter.record(_where(rule, subject, counter))
        counter = counter._replace(
            matched=counter.matched + 1,
            fired=counter.fired + (act is not None),
            level=level[0],
            level_at=level[1],
        )
        unit.put(world.rule_counters, counter)
    _note(unit, rule, subject, counter, draw, reason)
    return act


def _passes(world: World, rule: CompiledRule, subject: MatchContext, counter: RuleCounter) -> bool:
    return world.fault_filter is None or world.fault_filter.allows(_where(rule, subject, counter))


def _where(rule: CompiledRule, subject: MatchContext, counter: RuleCounter) -> FaultOccurrence:
    return FaultOccurrence(
        rule=rule.id,
        kind=rule.kind,
        operation=subject.operation,
        stage=subject.stage,
        cluster=subject.cluster,
        number=subject.number if subject.stage else counter.matched + 1,
        counted=counter.subject,
    )


def _act(
    world: World,
    rule: CompiledRule,
    subject: MatchContext,
    counter: RuleCounter,
    since: int,
    takes: int,
) -> tuple[Effect | None, tuple[int, int]]:
    from cs_simulator.scenarios.rules.fault import FaultContext  # with a scenario, it is loaded

    context = FaultContext(
        rule=rule.id,
        match=subject,
        random_for=lambda *names: _chance(world, rule, names),
        matched=counter.matched,
        elapsed=since - rule.firing.window.after,
        level=counter.level,
        level_at=counter.level_at,
        takes=takes,
    )
    return rule.fault.effect(context), rule.fault.next_level(context)


def _counted(rule: CompiledRule, subject: MatchContext) -> str:
    """What the rule counts by itself."""
    per = rule.firing.counts_per
    if per == "all":
        return ""
    if per == "cluster":
        return subject.cluster
    value = subject.body
    for part in per.removeprefix("body.").split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return "" if value is None else str(value)


def _occasion(subject: MatchContext, counter: RuleCounter) -> tuple[object, ...]:
    """What a draw is for: the order in which other subjects come does not matter."""
    if subject.stage:
        return (counter.subject, subject.cluster, subject.operation, subject.stage, subject.number)
    return (counter.subject, counter.matched)


def _chance(world: World, rule: CompiledRule, names: tuple[object, ...]) -> DerivedRandom:
    seed = world.rules.seed if world.rules and world.rules.seed is not None else world.seed
    return derive(seed, world.origin, "rule", rule.id, *names)


def _note(
    unit: Unit,
    rule: CompiledRule,
    subject: MatchContext,
    counter: RuleCounter,
    draw: float,
    reason: str,
) -> None:
    unit.lines.append(
        Decision(
            serial=unit.serial(),
            at=subject.now,
            rule=rule.id,
            phase=rule.phase,
            kind=rule.kind,
            operation=subject.operation,
            stage=subject.stage,
            cluster=subject.cluster,
            cluster_id=subject.cluster_id,
            task_id=subject.task_id,
            instance_id=subject.instance_id,
            request_id=subject.request_id,
            matched=counter.matched,
            draw=f"{draw:.6f}" if rule.firing.probability < 1 else "",
            outcome=reason or "fired",
        )
    )


# ---- steps


def of_step(
    unit: Unit,
    cluster: Cluster,
    task: Task,
    group: NodeGroup | None,
    stage: str,
    node: Node | None,
    takes: int,
) -> StepEffect | None:
    """What the rules do to a step that begins now; ``None`` for nothing."""
    world = unit.world
    rules, operation = world.rules, task.operation
    if rules is None or not rules.may_match("provision", operation, lambda: cluster.name, stage):
        return None
    made_from = node or template_for(world, cluster, group)
    switch = world.vswitches.get(node.vswitch_id if node else cluster.vswitch_id)
    subject = MatchContext(
        now=unit.now,
        operation=operation,
        account=world.name,
        stage=stage,
        region_id=cluster.region_id,
        zone_id=switch.zone_id if switch else cluster.zone_id,
        instance_type=made_from.instance_type,
        cluster=cluster.name,
        state=cluster.state.value,
        cluster_id=cluster.cluster_id,
        task_id=task.task_id,
        instance_id=node.instance_id if node else "",
        number=node.number if node else 0,
        group=_node_numbers(world, task),
    )
    fired = ask(unit, "provision", subject, takes)
    if fired is None or not isinstance(fired.effect, StepEffect):
        return None
    return fired.effect._replace(kind=fired.kind, rule=fired.rule)


def _node_numbers(world: World, task: Task) -> tuple[int, ...]:
    """The numbers of the task's nodes: what a rule selects from."""
    nodes = (world.nodes.get(instance_id) for instance_id in task.nodes.split())
    return tuple(node.number for node in nodes if node)


def written(effect: StepEffect) -> str:
    """The effect as JSON, as a step keeps it."""
    return orjson.dumps(effect._asdict()).decode()


def effect_of(step: Step) -> StepEffect | None:
    """What a rule does to a step in progress; ``None`` for nothing."""
    return by_name.build(StepEffect, orjson.loads(step.step_effect)) if step.step_effect else None
