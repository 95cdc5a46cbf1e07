"""``faults``: the rules in force, one by one: what they do, and how often they did and may.

A tenant whose rules were changed here keeps them, also when the file that ``serve --scenario``
names changes.
"""

from collections.abc import Callable
from typing import Any, cast

import orjson

from cs_simulator.engine import fault_decisions, rule_counters
from cs_simulator.engine.world import World
from cs_simulator.scenarios.rules import firing
from cs_simulator.server.control._request import ControlCall, ControlError, NotFoundError, route
from cs_simulator.server.control._scenario_body import (
    CheckedScenario,
    rules_of,
    scenario_of,
    text_of,
)
from cs_simulator.server.control.contract import scenario as contract
from cs_simulator.server.control.rendering.values import instant_or_none

Rules = list[dict[str, Any]]
"""Rules as a scenario file has them."""


@route(contract.LIST_FAULTS)
async def list_faults(call: ControlCall) -> contract.RuleList:
    """List the rules in force, with matches, hits and what remains."""
    return {"faults": rule_objects((await call.tenant()).world)}


@route(contract.PUT_FAULTS)
async def put_faults(call: ControlCall) -> contract.RuleList:
    """Replace all rules by ``rules``, or by those of a ``text``; equal ids keep counts."""
    given = _given(call)
    return await _change(call, lambda _: given.rules, given)


@route(contract.PATCH_FAULTS)
async def patch_faults(call: ControlCall) -> contract.RuleList:
    """Add ``rules`` or those of a ``text`` before the others, or replace the same ids."""
    given = _given(call)
    ids = {rule["id"] for rule in given.rules}
    return await _change(
        call,
        lambda rules: [*given.rules, *(rule for rule in rules if rule["id"] not in ids)],
        given,
    )


@route(contract.DELETE_FAULTS)
async def delete_faults(call: ControlCall) -> contract.RuleList:
    """Remove all rules."""
    return await _change(call, lambda _: [])


@route(contract.DELETE_FAULT)
async def delete_fault(call: ControlCall) -> contract.RuleList:
    """Remove a rule."""
    tenant = await call.tenant()
    if call.subject not in {rule["id"] for rule in rule_objects(tenant.world)}:
        raise NotFoundError("rule", call.subject)
    return await _change(call, lambda rules: [rule for rule in rules if rule["id"] != call.subject])


def _given(call: ControlCall) -> CheckedScenario:
    """The rules that the call gives, as a scenario; refused with every problem of them."""
    from cs_simulator.engine.scenario import NAMELESS

    if "text" in call.body:
        if "rules" in call.body:
            raise ControlError("give text or rules, but not both")
        return rules_of(call.simulator, text_of(call.body), NAMELESS)
    rules = call.body.get("rules")
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        raise ControlError("rules is an array of objects, as in a scenario")
    return scenario_of(call.simulator, {**NAMELESS, "rules": rules}, "faults")


async def _change(
    call: ControlCall, change: Callable[[Rules], Rules], given: CheckedScenario | None = None
) -> contract.RuleList:
    """Change the rules as they were written.

    Those in force already stay and go as they are, whatever lint would say of them today.
    """
    from cs_simulator.engine import scenario

    tenant = await call.tenant()
    tenant.change(call.reading, lambda unit: scenario.change_rules(unit, change, by_hand=True))
    await call.simulator.keep(tenant)
    shown = rule_objects(tenant.world)
    return {"faults": shown} if given is None else {"faults": shown, "warnings": given.warnings}


def rule_objects(world: World) -> list[contract.Rule]:
    """The rules in force: as they were written, with their counts."""
    if world.rules is None or world.scenario is None:
        return []
    counts = rule_counters.totals(world.rule_counters)
    written = {rule["id"]: rule for rule in orjson.loads(world.scenario.text).get("rules", ())}
    shown = []
    for rule in world.rules.all:
        count = counts.get(rule.id, firing.FireCount())
        began = fault_decisions.given_at(world, rule.id)
        state = {
            "phase": rule.phase,
            "kind": rule.kind,
            "matched": count.matched,
            "hits": count.fired,
            "remaining": firing.remaining(rule.firing, count),
            "ends": instant_or_none(None if rule.ttl is None else began + rule.ttl),
        }
        shown.append(cast("contract.Rule", written[rule.id] | state))
    return shown
