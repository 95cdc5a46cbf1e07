"""Putting a scenario in force, changing its rules, and ending it.

A scenario comes here as its source, the JSON object of its file with everything included, which
was checked when it was given. What rules have counted stays with them as long as their ids do.
"""

from collections.abc import Callable
from typing import Any

import orjson

from cs_simulator.domain.records import ActiveScenario
from cs_simulator.engine import fixtures, scheduling
from cs_simulator.engine.unit import Unit
from cs_simulator.scenarios.declaration import build
from cs_simulator.scenarios.scenario import Scenario

Source = dict[str, Any]
Rules = list[dict[str, Any]]

SLOT = "active"
OUTAGE = "timeline-outage"
"""The id of the rule that is in force while an outage of the timeline lasts."""
NAMELESS: Source = {
    "apiVersion": "simulator/v1",
    "kind": "Scenario",
    "metadata": {"name": "unnamed"},
}
"""The scenario of rules that are added where there is none."""


def begin(unit: Unit, source: Source, origin: str = "") -> None:
    """Put a scenario in force from now on, in place of the present one.

    *origin* is the file that it was read from. Raises ``ValueError`` for fixtures that do not fit.
    """
    world = unit.world
    scenario = build(Scenario, source)
    fixtures.put(unit, scenario.fixtures)
    world.counts.update(cleared=0, begun=world.counts["call"])
    _put(unit, source, origin, unit.now, {})
    for action in list(world.scheduled_actions):
        unit.drop(world.scheduled_actions, action)
    for timeline_action in scenario.timeline:
        scheduling.schedule_action(unit, timeline_action.due(unit.now), timeline_action.scheduled())


def edit(unit: Unit, source: Source, origin: str) -> None:
    """Replace the rules in force; the scenario's beginning and its timeline stay as they are."""
    active = unit.world.scenario
    if active is None:
        begin(unit, source, origin)
        return
    present = {rule["id"] for rule in _rules(orjson.loads(active.text))}
    added: dict[str, int] = orjson.loads(active.rules_added)
    for rule in _rules(source):
        if rule["id"] not in present:
            added[rule["id"]] = unit.now
    _put(unit, source, origin, active.started, added)


def edit_from_file(unit: Unit, source: Source, origin: str) -> None:
    """Replace the rules in force by those of a changed file; an outage in progress goes on."""
    active = unit.world.scenario
    present = _rules(orjson.loads(active.text)) if active else []
    outage = [rule for rule in present if rule["id"] == OUTAGE]
    edit(unit, {**source, "rules": [*outage, *_rules(source)]} if outage else source, origin)


def change_rules(unit: Unit, change: Callable[[Rules], Rules], *, by_hand: bool = False) -> None:
    """Change the rules in force; *change* gets and returns them as the source has them.

    A scenario that was changed *by_hand* no longer follows its file.
    """
    active = unit.world.scenario
    source: Source = orjson.loads(active.text) if active else NAMELESS
    origin = active.origin if active and not by_hand else ""
    edit(unit, with_rules(source, change(_rules(source))), origin)


def with_rules(source: Source, rules: Rules) -> Source:
    """A scenario with other rules; expectations of rules that are gone are removed as well."""
    ids = [rule.get("id") for rule in rules]
    gone = [rule["id"] for rule in _rules(source) if rule["id"] not in ids]
    expected = [item for item in source.get("expect", ()) if item.get("rule") not in gone]
    return {**source, "rules": rules} | ({"expect": expected} if "expect" in source else {})


def end(unit: Unit) -> None:
    """End the scenario: no rule is in force any more, and no action is scheduled."""
    world = unit.world
    for scenario in list(world.scenarios):
        unit.drop(world.scenarios, scenario)
    for counter in list(world.rule_counters):
        unit.drop(world.rule_counters, counter)
    for action in list(world.scheduled_actions):
        unit.drop(world.scheduled_actions, action)


def _rules(source: Source) -> Rules:
    rules: Rules = source.get("rules", [])
    return rules


def _put(unit: Unit, source: Source, origin: str, started: int, added: dict[str, int]) -> None:
    world, active = unit.world, unit.world.scenario
    ids = {rule["id"] for rule in _rules(source)}
    unit.put(
        world.scenarios,
        ActiveScenario(
            serial=active.serial if active else unit.serial(),
            slot=SLOT,
            name=source["metadata"]["name"],
            origin=origin,
            started=started,
            rules_added=orjson.dumps({k: v for k, v in added.items() if k in ids}).decode(),
            text=orjson.dumps(source).decode(),
        ),
    )
    for counter in list(world.rule_counters):
        if counter.rule not in ids:
            unit.drop(world.rule_counters, counter)
