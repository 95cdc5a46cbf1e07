"""``faults``: the rules in force, one by one: what they do, and how often they did and may.

A tenant whose rules were changed here keeps them, also when the file that ``serve --scenario``
names changes.
"""

from collections.abc import Callable
from typing import Any, cast

import orjson

from cs_simulator.domain import instants
from cs_simulator.engine import fault_decisions, rule_counters
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.runtime.tenants.tenant import Tenant
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
    await _existing(call)
    return await _change(call, lambda rules: [rule for rule in rules if rule["id"] != call.subject])


@route(contract.PATCH_FAULT)
async def patch_fault(call: ControlCall) -> contract.RuleList:
    """Switch a rule off or on (``enabled``), or let it end ``ttl`` from now."""
    tenant, changed = await _existing(call), _changed_parts(call)

    def change(unit: Unit) -> None:
        parts = changed
        if changed.get("ttl") is not None:
            elapsed = unit.now - fault_decisions.given_at(unit.world, call.subject)
            parts = changed | {"ttl": _ttl(elapsed + changed["ttl"])}
        _change_rules(unit, lambda rules: [_changed(rule, call.subject, parts) for rule in rules])

    return await _changing(call, tenant, change)


async def _existing(call: ControlCall) -> Tenant:
    """The tenant; raises :class:`NotFoundError` if the rule of the path is not in force."""
    tenant = await call.tenant()
    if call.subject not in {rule["id"] for rule in rule_objects(tenant.world)}:
        raise NotFoundError("rule", call.subject)
    return tenant


def _changed_parts(call: ControlCall) -> dict[str, Any]:
    """What the body changes of a rule, the duration in microseconds."""
    given = dict(call.body)
    if not given:
        raise ControlError("give enabled, ttl or both")
    if not isinstance(given.get("enabled", True), bool):
        raise ControlError("enabled is true or false")
    if given.get("ttl") is not None:
        try:
            given["ttl"] = instants.duration(given["ttl"])
        except ValueError as error:
            raise ControlError(f"ttl: {error}") from None
    return given


def _ttl(microseconds: int) -> str:
    """A lifetime as files write it, no shorter than it is."""
    text = instants.duration_text(-(-microseconds // 1000) * 1000)
    try:
        instants.duration(text)
    except ValueError as error:
        raise ControlError(f"ttl: {error}") from None
    return text


def _changed(rule: dict[str, Any], rule_id: str, parts: dict[str, Any]) -> dict[str, Any]:
    """The rule as it is written then, if it has that id; what is as by default is left out."""
    if rule["id"] != rule_id:
        return rule
    by_default = {"enabled": True, "ttl": None}
    return {k: v for k, v in (rule | parts).items() if k not in by_default or v != by_default[k]}


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
    tenant = await call.tenant()
    shown = await _changing(call, tenant, lambda unit: _change_rules(unit, change))
    return shown if given is None else {**shown, "warnings": given.warnings}


def _change_rules(unit: Unit, change: Callable[[Rules], Rules]) -> None:
    from cs_simulator.engine import scenario

    scenario.change_rules(unit, change, by_hand=True)


async def _changing(
    call: ControlCall, tenant: Tenant, change: Callable[[Unit], None]
) -> contract.RuleList:
    """The rules in force after a change, which is stored."""
    tenant.change(call.reading, change)
    await call.simulator.keep(tenant)
    return {"faults": rule_objects(tenant.world)}


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
            "enabled": rule.enabled,
            "kind": rule.kind,
            "matched": count.matched,
            "hits": count.fired,
            "remaining": firing.remaining(rule.firing, count),
            "ends": instant_or_none(None if rule.ttl is None else began + rule.ttl),
        }
        shown.append(cast("contract.Rule", written[rule.id] | state))
    return shown
