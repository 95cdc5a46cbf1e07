"""Evaluating the rules of a tenant's scenario, and recording what they decide.

Every rule that matches is counted and its decision recorded, with the random draw and the reason.
The first rule that has an effect wins.
"""

from typing import NamedTuple

from cs_simulator.domain.randomness import Purpose
from cs_simulator.domain.records import Decision, RuleCounter
from cs_simulator.engine import matched_subjects
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.scenarios.rules import firing
from cs_simulator.scenarios.rules.compiled import CompiledRule
from cs_simulator.scenarios.rules.effects import (
    Effect,
    Phase,
    is_nothing,
    may_change_nothing,
)
from cs_simulator.scenarios.rules.fault import FaultContext
from cs_simulator.scenarios.rules.matching import MatchContext, unmet_condition
from cs_simulator.scenarios.rules.selection import is_selected

TTL, DISABLED = "ttl", "enabled"
"""The unmet condition of a rule that matches but whose time to live is over, or that is off."""


FIRED = "fired"


class Fired(NamedTuple):
    """A rule that fired, and its effect."""

    rule: str
    kind: str
    effect: Effect
    decision: Decision | None = None
    """What :func:`settle` records, where it is not known yet whether the effect changes anything.
    """
    counter: str = ""
    """The key of its counter."""


def evaluate(
    unit: Unit,
    phase: Phase,
    context: MatchContext,
    takes: int = 0,
    unmet: dict[str, str] | None = None,
) -> Fired | None:
    """The first rule of a phase that has an effect in the context; ``None`` if none has.

    *takes* is the duration of the stage in microseconds, for a step. *unmet*, if given, is filled
    with the first unmet condition of each rule that was evaluated and did not match.
    """
    world = unit.world
    rules, active = world.rules, world.scenario
    if rules is None or active is None or phase not in rules.phases:
        return None
    for rule in rules.candidates_for(phase, context):
        condition = unmet_condition(rule.tests, context) or ("" if rule.enabled else DISABLED)
        if world.rule_watch is not None:
            world.rule_watch.saw(rule.id, condition)
        if condition or has_ended(world, rule, context.now):
            if unmet is not None:
                unmet[rule.id] = condition or TTL
            continue
        fired = _decide(unit, rule, context, takes)
        if fired is not None:
            return fired
    return None


def settle(unit: Unit, fired: Fired, *, acted: bool) -> None:
    """Record a decision that was left open: whether the effect has changed something.

    An effect that has changed nothing is no hit, and is not counted as one.
    """
    if fired.decision is None:
        return
    outcome = FIRED if acted else "changed nothing"
    unit.lines.append(fired.decision._replace(serial=unit.serial(), outcome=outcome))
    counters = unit.world.rule_counters
    counter = counters.get(fired.counter)
    if counter is not None and not acted:
        unit.put(counters, counter._replace(fired=max(counter.fired - 1, 0)))


def has_ended(world: World, rule: CompiledRule, now: int) -> bool:
    """Whether the rule's time to live is over."""
    return rule.ttl is not None and now >= given_at(world, rule.id) + rule.ttl


def given_at(world: World, rule_id: str) -> int:
    """The instant at which the rule came into force."""
    active = world.scenario
    return world.rules_added.get(rule_id, active.started) if active else 0


def _decide(unit: Unit, rule: CompiledRule, context: MatchContext, takes: int) -> Fired | None:
    """Decide about a rule that matches, and record the decision; returns what fires."""
    world = unit.world
    counter = _counter(unit, rule, context)
    if not is_selected(rule.selection, context, _random(world, rule)):
        unit.lines.append(_decision(unit, rule, context, counter, None, "not selected"))
        return None
    draw = None
    if rule.firing.probability < 1:
        draw = _random(world, rule)("draw", *matched_subjects.occasion(context, counter)).uniform()
    reason = _skip_reason(world, rule, context, counter, draw or 0.0)
    effect, level = None, (counter.level, counter.level_at)
    if reason == firing.FIRES:
        effect, level = _effect(world, rule, context, counter, takes)
        reason = FIRED if effect is not None else "let through"
    counter = counter._replace(
        matched=counter.matched + 1,
        fired=counter.fired + (effect is not None),
        level=level[0],
        level_at=level[1],
    )
    unit.put(world.rule_counters, counter)
    decision = _decision(unit, rule, context, counter, draw, reason)
    if effect is None:
        unit.lines.append(decision)
        return None
    if may_change_nothing(effect):
        return Fired(rule.id, rule.kind, effect, decision, counter.key)
    unit.lines.append(decision)
    return Fired(rule.id, rule.kind, effect)


def _counter(unit: Unit, rule: CompiledRule, context: MatchContext) -> RuleCounter:
    """The rule's counter for what it counts separately, or a new one."""
    subject = matched_subjects.counted_subject(rule, context)
    key = f"{rule.id} {subject}"
    return unit.world.rule_counters.get(key) or RuleCounter(
        serial=unit.serial(), key=key, rule=rule.id, subject=subject
    )


def _skip_reason(
    world: World, rule: CompiledRule, context: MatchContext, counter: RuleCounter, draw: float
) -> str:
    """Why the rule does not fire on this match; :data:`firing.FIRES` if it does."""
    elapsed = context.now - given_at(world, rule.id)
    count = firing.FireCount(counter.matched, counter.fired)
    reason = firing.skip_reason(rule.firing, count, draw, elapsed)
    if reason == firing.FIRES and world.fault_filter is not None:
        allowed = world.fault_filter.allows(matched_subjects.occurrence(rule, context, counter))
        return firing.FIRES if allowed else "filtered out"
    return reason


def _effect(
    world: World, rule: CompiledRule, context: MatchContext, counter: RuleCounter, takes: int
) -> tuple[Effect | None, tuple[int, int]]:
    """The effect of a rule that fires, if it has one here, and the level that it then keeps."""
    fault_context = FaultContext(
        rule=rule.id,
        match=context,
        random_for=_random(world, rule),
        matched=counter.matched,
        elapsed=context.now - given_at(world, rule.id) - rule.firing.window.after,
        level=counter.level,
        level_at=counter.level_at,
        takes=takes,
        images=rule.images,
    )
    effect = rule.fault.effect(fault_context)
    if is_nothing(effect) or (rule.fault.needs_node and not context.number):
        effect = None
    if effect is not None and world.fault_filter:
        world.fault_filter.record(matched_subjects.occurrence(rule, context, counter))
    return effect, rule.fault.next_level(fault_context)


def _random(world: World, rule: CompiledRule) -> Purpose:
    """What derives the random values of a rule."""
    seed = world.rules.seed if world.rules and world.rules.seed is not None else world.seed
    return Purpose(seed, (world.origin, "rule", rule.id))


def _decision(
    unit: Unit,
    rule: CompiledRule,
    context: MatchContext,
    counter: RuleCounter,
    draw: float | None,
    outcome: str,
) -> Decision:
    return Decision(
        serial=unit.serial(),
        at=context.now,
        rule=rule.id,
        phase=rule.phase,
        kind=rule.kind,
        operation=context.operation,
        stage=context.stage,
        cluster=context.cluster,
        cluster_id=context.cluster_id,
        task_id=context.task_id,
        instance_id=context.instance_id,
        request_id=context.request_id,
        matched=counter.matched,
        draw="" if draw is None else f"{draw:.6f}",
        outcome=outcome,
        pod=context.pod.subject,
    )
