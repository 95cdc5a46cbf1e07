"""Asking the rules of a tenant's scenario, and keeping what they decided.

Every rule that is meant is counted and its decision kept, with the draw and the reason; the first
one that acts wins.
"""

from typing import Any, NamedTuple

import orjson

from cs_simulator.domain.randomness import Chance, derive
from cs_simulator.domain.records import Cluster, Decision, Node, Step, Tally, Task
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.scenarios.rules import firing
from cs_simulator.scenarios.rules.compiled import Rule
from cs_simulator.scenarios.rules.effects import Act, Fate, Phase
from cs_simulator.scenarios.rules.fault_filter import Occasion
from cs_simulator.scenarios.rules.matching import Subject, unmet
from cs_simulator.scenarios.rules.selection import is_selected


class Fired(NamedTuple):
    """A rule that acts, and what it does."""

    rule: str
    kind: str
    act: Act


def ask(unit: Unit, phase: Phase, subject: Subject, takes: int = 0) -> Fired | None:
    """The first rule that acts on the subject in that phase; all that were meant are counted."""
    world = unit.world
    rules, active = world.rules, world.scenario
    if rules is None or active is None or phase not in rules.phases:
        return None
    for rule in rules.meant_for(phase, subject):
        if unmet(rule.tests, subject) or has_ended(world, rule, subject.now):
            continue
        act = _decide(unit, rule, subject, takes)
        if act is not None:
            return Fired(rule.id, rule.kind, act)
    return None


def has_ended(world: World, rule: Rule, now: int) -> bool:
    """Whether the rule was given for a time, and that is over."""
    return rule.ttl is not None and now >= given_at(world, rule.id) + rule.ttl


def given_at(world: World, rule_id: str) -> int:
    """When the rule came into force."""
    active = world.scenario
    return world.given.get(rule_id, active.started) if active else 0


def _decide(unit: Unit, rule: Rule, subject: Subject, takes: int) -> Act | None:
    world = unit.world
    counted = _counted(rule, subject)
    key = f"{rule.id} {counted}"
    tally = world.tallies.get(key) or Tally(
        serial=unit.serial(), key=key, rule=rule.id, subject=counted
    )
    since = subject.now - given_at(world, rule.id)
    act, draw = None, 0.0
    if not is_selected(rule.selection, subject, lambda *names: _chance(world, rule, names)):
        reason = "not selected"
    else:
        if rule.firing.probability < 1:
            draw = _chance(world, rule, ("draw", *_occasion(subject, tally))).uniform()
        before = firing.Tally(tally.matched, tally.fired)
        reason = firing.verdict(rule.firing, before, draw, since)
        level = (tally.level, tally.level_at)
        if reason == firing.ACTS and not _passes(world, rule, subject, tally):
            reason = "left out"
        if reason == firing.ACTS:
            act, level = _act(world, rule, subject, tally, since, takes)
            reason = "" if act is not None else "let through"
            if act is not None and world.sieve:
                world.sieve.note(_where(rule, subject, tally))
        tally = tally._replace(
            matched=tally.matched + 1,
            fired=tally.fired + (act is not None),
            level=level[0],
            level_at=level[1],
        )
        unit.put(world.tallies, tally)
    _note(unit, rule, subject, tally, draw, reason)
    return act


def _passes(world: World, rule: Rule, subject: Subject, tally: Tally) -> bool:
    return world.sieve is None or world.sieve.lets(_where(rule, subject, tally))


def _where(rule: Rule, subject: Subject, tally: Tally) -> Occasion:
    return Occasion(
        rule=rule.id,
        kind=rule.kind,
        operation=subject.operation,
        stage=subject.stage,
        cluster=subject.cluster,
        number=subject.number if subject.stage else tally.matched + 1,
        counted=tally.subject,
    )


def _act(
    world: World, rule: Rule, subject: Subject, tally: Tally, since: int, takes: int
) -> tuple[Act | None, tuple[int, int]]:
    from cs_simulator.scenarios.faults import Case  # there is a scenario, so it is loaded

    case = Case(
        rule=rule.id,
        subject=subject,
        chance=lambda *names: _chance(world, rule, names),
        matched=tally.matched,
        since=since - rule.firing.after,
        level=tally.level,
        level_at=tally.level_at,
        takes=takes,
    )
    return rule.fault.act(case), rule.fault.level(case)


def _counted(rule: Rule, subject: Subject) -> str:
    """What the rule counts by itself."""
    per = rule.firing.per
    if per == "all":
        return ""
    if per == "cluster":
        return subject.cluster
    value = subject.body
    for part in per.removeprefix("body.").split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return "" if value is None else str(value)


def _occasion(subject: Subject, tally: Tally) -> tuple[object, ...]:
    """What a draw is for: the order in which other subjects come does not matter."""
    if subject.stage:
        return (tally.subject, subject.cluster, subject.operation, subject.stage, subject.number)
    return (tally.subject, tally.matched)


def _chance(world: World, rule: Rule, names: tuple[object, ...]) -> Chance:
    seed = world.rules.seed if world.rules and world.rules.seed is not None else world.seed
    return derive(seed, world.origin, "rule", rule.id, *names)


def _note(unit: Unit, rule: Rule, subject: Subject, tally: Tally, draw: float, reason: str) -> None:
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
            matched=tally.matched,
            draw=f"{draw:.6f}" if rule.firing.probability < 1 else "",
            outcome=reason or "fired",
        )
    )


# ---- steps


def of_step(
    unit: Unit,
    cluster: Cluster,
    task: Task,
    stage: str,
    node: Node | None,
    takes: int,
) -> Fate | None:
    """What is to become of a step that begins now."""
    world = unit.world
    rules = world.rules
    if rules is None or not rules.may_mean("provision", task.plan, lambda: cluster.name, stage):
        return None
    switch = world.vswitches.get(cluster.vswitch_id)
    subject = Subject(
        now=unit.now,
        operation=task.plan,
        account=world.name,
        stage=stage,
        region_id=cluster.region_id,
        zone_id=switch.zone_id if switch else cluster.zone_id,
        instance_type=node.instance_type if node else cluster.instance_type,
        cluster=cluster.name,
        state=cluster.state.value,
        cluster_id=cluster.cluster_id,
        task_id=task.task_id,
        instance_id=node.instance_id if node else "",
        number=node.number if node else 0,
        group=_group(world, task),
    )
    fired = ask(unit, "provision", subject, takes)
    return fired.act if fired and isinstance(fired.act, Fate) else None


def _group(world: World, task: Task) -> tuple[int, ...]:
    nodes = (world.nodes.get(instance_id) for instance_id in task.nodes.split())
    return tuple(node.number for node in nodes if node)


def written(fate: Fate) -> str:
    """The fate as a step keeps it."""
    return orjson.dumps(list(fate)).decode()


def fate_of(step: Step) -> Fate | None:
    """What becomes of a step."""
    if not step.fate:
        return None
    values: list[Any] = orjson.loads(step.fate)
    return Fate._make(values)
