"""``scenario``: what goes wrong for the tenant, as a whole; and whether its client coped.

A body of ``{"name": …}`` selects a shipped scenario, one of ``--config-dir``, or a file that the
server can read, ``{"text": …}`` has a scenario as YAML or JSON; anything else is one itself.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from cs_simulator.domain import instants
from cs_simulator.engine.world import World
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.server.control._request import ControlCall, ControlError, route
from cs_simulator.server.control._scenario_body import scenario_of
from cs_simulator.server.control._verification import verdicts_on
from cs_simulator.server.control.contract import scenario as contract
from cs_simulator.server.control.contract.calls import Verdicts
from cs_simulator.server.control.faults import rule_objects


@route(contract.GET_SCENARIO)
async def get_scenario(call: ControlCall) -> contract.ScenarioInForce:
    """Show the scenario in force, with how often its rules acted."""
    return scenario_object(await call.tenant())


@route(contract.PUT_SCENARIO)
async def put_scenario(call: ControlCall) -> contract.ScenarioInForce:
    """Put a scenario in force from now on: by ``name``, by ``text``, or a whole one."""
    from cs_simulator.engine import scenario

    given = scenario_of(call.simulator, call.body)
    tenant = await call.tenant()
    try:
        tenant.change(call.reading, lambda unit: scenario.begin(unit, given.source))
    except ValueError as error:
        raise ControlError(f"fixtures: {error}", code="BadScenario") from None
    await call.simulator.keep(tenant)
    warnings = [*given.warnings, *_not_taken(tenant.world, given.source)]
    return {**scenario_object(tenant), "warnings": warnings}


@route(contract.DELETE_SCENARIO)
async def delete_scenario(call: ControlCall) -> contract.ScenarioInForce:
    """End the scenario: no rule is in force any more, and nothing is planned."""
    from cs_simulator.engine import scenario

    tenant = await call.tenant()
    tenant.change(call.reading, scenario.end)
    await call.simulator.keep(tenant)
    return scenario_object(tenant)


@route(contract.VERIFY_SCENARIO)
async def verify_scenario(call: ControlCall) -> Verdicts:
    """Check what the scenario expects against what happened; answers verdicts with proof."""
    from cs_simulator.engine import expectation_check

    tenant = await call.tenant()
    expected = expectation_check.expected_by(tenant.world)
    if not expected:
        raise _nothing_to_verify(call, tenant)
    return await verdicts_on(call, tenant, expected, whole=True)


@route(contract.GET_VERDICTS)
async def get_verdicts(call: ControlCall) -> contract.PresentVerdicts:
    """Show whether what the scenario expects is met now, with at most ``limit`` calls as proof."""
    from cs_simulator.engine import expectation_check

    tenant, most = await call.tenant(), call.limit
    expected = expectation_check.expected_by(tenant.world)
    if not expected:
        return {"verdicts": [], "problem": None}
    try:
        found = await verdicts_on(call, tenant, expected, whole=True, most=most)
    except ControlError as refused:
        return {"verdicts": [], "problem": str(refused)}
    return {"verdicts": found["verdicts"], "problem": None}


def _nothing_to_verify(call: ControlCall, tenant: Tenant) -> ControlError:
    """The refusal where no expectation is in force, with what to do."""
    active = tenant.world.scenario
    advice = "give expectations, or put a scenario with expect in force"
    if active:
        lacks = f"the scenario {active.name!r} expects nothing"
    elif call.simulator.server_scenario.path:
        lacks = "the tenant is older than the scenario of the server, and has none"
        advice = "cs-simulator reset makes it again, under that scenario"
    else:
        lacks = "there is no scenario"
    return ControlError(f"nothing to verify: {lacks}; {advice}", status=409, code="NothingToVerify")


def _not_taken(world: World, source: Mapping[str, Any]) -> Iterator[contract.Warning]:
    """What a scenario says of new tenants, and a tenant that is there already does not take."""
    seed, clock = source.get("seed"), source.get("clock") or {}
    if seed is not None and seed != world.seed:
        message = f"seed {seed} is for new tenants; this one keeps its seed {world.seed}"
        yield {"code": "SeedNotTaken", "message": message}
    mode = clock.get("mode") or world.clock.mode.value
    if mode != world.clock.mode.value or "start" in clock:
        message = f"clock is for new tenants; this one keeps its clock {world.clock.mode.value}"
        yield {"code": "ClockNotTaken", "message": message}


def scenario_object(tenant: Tenant) -> contract.ScenarioInForce:
    """The scenario in force, its rules with their counts, and what is planned."""
    active = tenant.world.scenario
    planned = sorted(tenant.world.scheduled_actions, key=lambda action: (action.due, action.serial))
    return {
        "name": active.name if active else None,
        "file": (active.origin or None) if active else None,
        "started": instants.as_exact_text(active.started) if active else None,
        "rules": rule_objects(tenant.world),
        "planned": [
            {
                "due": instants.as_exact_text(action.due),
                "action": orjson.loads(action.action),
            }
            for action in planned
        ],
        "scenario": orjson.loads(active.text) if active else None,
    }
