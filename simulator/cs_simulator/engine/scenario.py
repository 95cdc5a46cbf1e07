"""Putting a scenario in force, changing it, and ending it.

What rules have counted stays with them as long as their ids stand; what was planned is planned
anew, unless the scenario was only edited.
"""

from collections.abc import Callable, Iterable
from typing import Any

import orjson

from cs_simulator.domain.records import ActiveScenario, Quota, RuleCounter, Stock
from cs_simulator.engine import fixtures, scheduling
from cs_simulator.engine.tables import Table
from cs_simulator.engine.unit import Unit
from cs_simulator.scenarios.file.compiler import scenario_of
from cs_simulator.scenarios.file.model import Scenario, TimelineAction

SLOT = "active"
OUTAGE = "timeline-outage"
"""The id of the rule that is there while a planned outage lasts."""
NAMELESS = {
    "apiVersion": "simulator/v1",
    "kind": "Scenario",
    "metadata": {"name": "unnamed"},
}
"""What rules that are given one by one belong to, where there is no scenario."""


def begin(unit: Unit, scenario: Scenario, text: str, origin: str = "") -> None:
    """Put a scenario in force from now on; *text* is its JSON, everything included.

    Raises ``ValueError`` for fixtures that do not fit.
    """
    world = unit.world
    fixtures.put(unit, scenario.fixtures)
    _put(unit, scenario, text, origin, unit.now, {})
    for planned in list(world.scheduled_actions):
        unit.drop(world.scheduled_actions, planned)
    for action in scenario.timeline:
        scheduling.schedule_action(unit, action.due(unit.now), _told(action))


def edit(unit: Unit, scenario: Scenario, text: str, origin: str) -> None:
    """Put other rules in place of those in force; what began goes on, and stays planned."""
    active = unit.world.scenario
    if active is None:
        begin(unit, scenario, text, origin)
        return
    before = {each["id"] for each in orjson.loads(active.text).get("rules", ())}
    given: dict[str, int] = orjson.loads(active.rules_added)
    for rule in scenario.rules:
        if rule.id not in before:
            given[rule.id] = unit.now
    _put(unit, scenario, text, origin, active.started, given)


def take_file(unit: Unit, text: str, origin: str) -> None:
    """Put the rules of a changed file in place of those in force; a planned outage goes on."""
    written: dict[str, Any] = orjson.loads(text)
    active = unit.world.scenario
    before = orjson.loads(active.text).get("rules", ()) if active else ()
    outage = [each for each in before if each["id"] == OUTAGE]
    if outage:
        written["rules"] = [*outage, *written.get("rules", ())]
        text = orjson.dumps(written).decode()
    edit(unit, scenario_of(text), text, origin)


def change_rules(
    unit: Unit,
    change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]],
    *,
    by_hand: bool = False,
) -> None:
    """Change the rules as they are written; raises ``ValueError`` for what makes no sense.

    A scenario that was changed *by_hand* is no longer that of its file, whatever becomes of that.
    """
    active = unit.world.scenario
    written: dict[str, Any] = orjson.loads(active.text) if active else dict(NAMELESS)
    text = orjson.dumps(with_rules(written, change(written.get("rules", [])))).decode()
    origin = active.origin if active and not by_hand else ""
    edit(unit, scenario_of(text), text, origin)


def with_rules(written: dict[str, Any], rules: list[dict[str, Any]]) -> dict[str, Any]:
    """A scenario with other rules; what was expected of those that are gone goes with them."""
    stay = [each.get("id") for each in rules]
    gone = [each["id"] for each in written.get("rules", ()) if each["id"] not in stay]
    expect = [each for each in written.get("expect", ()) if each.get("rule") not in gone]
    return {**written, "rules": rules} | ({"expect": expect} if "expect" in written else {})


def begin_written(unit: Unit, written: dict[str, Any], origin: str = "") -> None:
    """Put a scenario in force that was read before."""
    text = orjson.dumps(written).decode()
    begin(unit, scenario_of(text), text, origin)


def end(unit: Unit) -> None:
    """Let no rule be in force any more, and nothing be planned."""
    world = unit.world
    tables: tuple[Table[Any, Any], ...] = (
        world.scenarios,
        world.rule_counters,
        world.scheduled_actions,
    )
    for table in tables:
        for record in list(table):
            unit.drop(table, record)


def _put(
    unit: Unit,
    scenario: Scenario,
    text: str,
    origin: str,
    started: int,
    given: dict[str, int],
) -> None:
    world, active = unit.world, unit.world.scenario
    known = {rule.id for rule in scenario.rules}
    unit.put(
        world.scenarios,
        ActiveScenario(
            serial=active.serial if active else unit.serial(),
            slot=SLOT,
            name=scenario.metadata.name,
            origin=origin,
            started=started,
            rules_added=orjson.dumps({k: v for k, v in given.items() if k in known}).decode(),
            text=text,
        ),
    )
    for counter in list(world.rule_counters):
        if counter.rule not in known:
            unit.drop(world.rule_counters, counter)


def forget(unit: Unit, rule_id: str) -> None:
    """Let a rule begin to count anew."""
    for counter in [each for each in unit.world.rule_counters if each.rule == rule_id]:
        unit.drop(unit.world.rule_counters, counter)


def _told(action: TimelineAction) -> dict[str, Any]:
    """An action as it is kept: what was said of it."""
    said: dict[str, Any] = action.model_dump(
        mode="json", exclude_unset=True, exclude={"at"}, by_alias=True
    )
    return said


def set_stock(unit: Unit, zone_id: str, instance_type: str, available: int) -> None:
    """How many instances of a type can be had in a zone from now on."""
    table, key = unit.world.stock, Stock.key_of(zone_id, instance_type)
    present = table.get(key)
    unit.put(
        table,
        Stock(
            serial=present.serial if present else unit.serial(),
            key=key,
            zone_id=zone_id,
            instance_type=instance_type,
            available=available,
        ),
    )


def set_quota(unit: Unit, name: str, amount: int) -> None:
    """Another limit of the account from now on."""
    table = unit.world.quotas
    present = table.get(name)
    serial = present.serial if present else unit.serial()
    unit.put(table, Quota(serial=serial, name=name, amount=amount))


def hits(rule_counters: Iterable[RuleCounter]) -> dict[str, tuple[int, int]]:
    """How often each rule was meant, and how often it acted, of everything it counts."""
    found: dict[str, tuple[int, int]] = {}
    for counter in rule_counters:
        matched, fired = found.get(counter.rule, (0, 0))
        found[counter.rule] = (matched + counter.matched, fired + counter.fired)
    return found
