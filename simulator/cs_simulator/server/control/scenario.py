"""``scenario``: what goes wrong for the tenant, as a whole; and whether its client coped.

A body of ``{"name": …}`` takes a shipped scenario, one of ``--config-dir``, or a file that the
server can read; anything else is a scenario itself, as JSON.
"""

import orjson

from cs_simulator.domain import instants
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.server.control._request import ControlCall, ControlError, route
from cs_simulator.server.control._shown import shown_verdict
from cs_simulator.server.control._written import written_scenario


@route("GET", "scenario")
async def get_scenario(call: ControlCall) -> object:
    """Show the scenario that is in force, with how often its rules acted."""
    return _object(await call.tenant())


@route("PUT", "scenario")
async def put_scenario(call: ControlCall) -> object:
    """Put a scenario in force from now on: a shipped one by ``name``, or a whole one."""
    from cs_simulator.engine import scenario

    written = written_scenario(call.simulator.settings, call.body)
    tenant = await call.tenant()
    try:
        tenant.change(
            call.simulator.edge.monotonic(),
            lambda unit: scenario.begin_written(unit, written),
        )
    except ValueError as problem:
        raise ControlError(f"fixtures: {problem}", code="BadScenario") from None
    await call.simulator.keep(tenant)
    return _object(tenant)


@route("DELETE", "scenario")
async def delete_scenario(call: ControlCall) -> object:
    """Let no rule be in force any more, and nothing be planned."""
    from cs_simulator.engine import scenario

    tenant = await call.tenant()
    tenant.change(call.simulator.edge.monotonic(), scenario.end)
    await call.simulator.keep(tenant)
    return _object(tenant)


@route("POST", "scenario/verify")
async def verify_scenario(call: ControlCall) -> object:
    """Hold what the scenario expects against what happened; tell what was met, with proof."""
    from cs_simulator.engine import expectation_check

    tenant = await call.tenant()
    tenant.catch_up(call.simulator.edge.monotonic())
    await call.simulator.flush(tenant)
    calls = await call.simulator.store.entries(tenant.number, "call")
    verdicts = [
        {"expectation": written} | shown_verdict(verdict)
        for written, verdict in expectation_check.verified(tenant.world, calls)
    ]
    return {"passed": all(each["passed"] for each in verdicts), "verdicts": verdicts}


def _object(tenant: Tenant) -> dict[str, object]:
    active = tenant.world.scenario
    if active is None:
        return {"scenario": None}
    from cs_simulator.server.control.faults import shown_rules

    return {
        "name": active.name,
        "file": active.origin or None,
        "started": instants.as_exact_text(active.started),
        "rules": shown_rules(tenant),
        "planned": [
            {"due": instants.as_exact_text(each.due)} | orjson.loads(each.action)
            for each in sorted(
                tenant.world.scheduled_actions, key=lambda each: (each.due, each.serial)
            )
        ],
        "scenario": orjson.loads(active.text),
    }
