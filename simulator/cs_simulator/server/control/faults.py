"""``faults``: the rules in force, one by one: what they do, and how often they did and may.

A tenant whose rules were changed here keeps them, and is not touched by changes of the file that
``serve --scenario`` names.
"""

from typing import Any

import orjson

from cs_simulator.domain import instants
from cs_simulator.engine import fault_decisions
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.scenarios.rules import firing
from cs_simulator.server.control._request import ControlCall, ControlError, route
from cs_simulator.server.control._written import written_scenario

Rules = list[dict[str, Any]]


@route("GET", "faults")
async def list_faults(call: ControlCall) -> object:
    """List the rules in force, with matches, hits and what remains."""
    return {"faults": shown_rules(await call.tenant())}


@route("PUT", "faults", takes=("rules",))
async def put_faults(call: ControlCall) -> object:
    """Replace all rules by ``rules``; those whose ids stand keep their counts."""
    given = _given(call)
    return await _change(call, lambda _: given)


@route("PATCH", "faults", takes=("rules",))
async def patch_faults(call: ControlCall) -> object:
    """Add ``rules``, before the others, or change those of the same ids."""
    given = _given(call)
    ids = [each.get("id") for each in given]
    return await _change(call, lambda rules: [*given, *(r for r in rules if r["id"] not in ids)])


@route("DELETE", "faults")
async def delete_faults(call: ControlCall) -> object:
    """Take all rules away."""
    return await _change(call, lambda _: [])


@route("DELETE", "faults/{id}")
async def delete_fault(call: ControlCall) -> object:
    """Take a rule away."""
    tenant = await call.tenant()
    if call.subject not in {each["id"] for each in shown_rules(tenant)}:
        raise ControlError(f"there is no rule {call.subject!r}", status=404, code="NotFound")
    return await _change(call, lambda rules: [r for r in rules if r["id"] != call.subject])


def _given(call: ControlCall) -> Rules:
    rules = call.body.get("rules")
    if not isinstance(rules, list) or not all(isinstance(each, dict) for each in rules):
        raise ControlError("rules is an array of objects, as in a scenario")
    return rules


async def _change(call: ControlCall, change: Any) -> object:
    """Change the rules as they are written; refused with every problem if they make no sense."""
    from cs_simulator.engine import scenario

    tenant = await call.tenant()
    active = tenant.world.scenario
    written = orjson.loads(active.text) if active else dict(scenario.NAMELESS)
    rules = change(written.get("rules", []))
    written_scenario(call.simulator.settings, scenario.with_rules(written, rules), "faults")
    tenant.change(
        call.simulator.edge.monotonic(),
        lambda unit: scenario.change_rules(unit, lambda _: rules, by_hand=True),
    )
    await call.simulator.keep(tenant)
    return {"faults": shown_rules(tenant)}


def shown_rules(tenant: Tenant) -> list[dict[str, Any]]:
    """The rules as answers show them: as they are written, with their counts."""
    world = tenant.world
    rules = world.rules
    if rules is None or world.scenario is None:
        return []
    from cs_simulator.engine import scenario

    counts = scenario.hits(world.rule_counters)
    written = {each["id"]: each for each in orjson.loads(world.scenario.text).get("rules", ())}
    shown = []
    for rule in rules.all:
        matched, fired = counts.get(rule.id, (0, 0))
        ends = fault_decisions.given_at(world, rule.id) + rule.ttl if rule.ttl is not None else None
        shown.append(
            written[rule.id]
            | {
                "phase": rule.phase,
                "kind": rule.kind,
                "matched": matched,
                "hits": fired,
                "remaining": firing.remaining(rule.firing, firing.FireCount(matched, fired)),
                "ends": None if ends is None else instants.as_exact_text(ends),
            }
        )
    return shown
