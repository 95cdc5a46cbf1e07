"""Options without effect, because the database has tenants that were made without them."""

from collections.abc import Collection, Iterator

import orjson

from cs_simulator.domain import instants
from cs_simulator.domain.clock import ClockMode
from cs_simulator.domain.errors import UsageError
from cs_simulator.domain.instants import duration_text
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.tenants.registry import DEFAULT
from cs_simulator.runtime.tenants.tenant import Tenant

_ABOUT_NEW_TENANTS = ("clock", "rate", "poll_interval", "seed", "start", "scenario", "fixtures")
_MAKE_AGAIN = (
    "cs-simulator reset makes the tenant again, with this option; another --db keeps it as it is"
)


async def not_applied(simulator: Simulator, given: Collection[str]) -> list[str]:
    """A line for each *given* option that the tenant ``default`` does not follow, and how to.

    To be asked before the first call: what is there then was there before.
    """
    if DEFAULT not in simulator.tenants or not set(given) & set(_ABOUT_NEW_TENANTS):
        return []
    try:
        tenant = await simulator.tenants.get(DEFAULT)
    except UsageError:  # it cannot be loaded: its calls say why
        return []
    reading = simulator.system_clock.monotonic()
    return [
        f"{option} is for new tenants; the tenant {DEFAULT} is there already, {has}: {advice}"
        for name, option, has, advice in _differences(simulator, tenant, reading)
        if name in given
    ]


def _differences(
    simulator: Simulator, tenant: Tenant, reading: float
) -> Iterator[tuple[str, str, str, str]]:
    """Name, option, what the tenant has in its place, and what to do."""
    settings, world, new = simulator.settings, tenant.world, simulator.as_new(tenant)
    clock, mode, rate = world.clock, new.clock.mode.value, new.clock.rate
    if clock.mode != new.clock.mode:
        has, advice = f"with the clock {clock.mode.value}", f"cs-simulator clock set {mode}"
        yield "clock", f"--clock {settings.clock}", has, advice
    elif clock.mode == ClockMode.SCALED and clock.rate != rate:
        has, advice = f"with the rate {clock.rate:g}", f"cs-simulator clock set {mode}"
        yield "rate", f"--rate {settings.rate:g}", has, f"{advice} --rate {rate:g}"
    elif clock.mode == ClockMode.POLLING and clock.interval != new.clock.interval:
        has = f"with the interval {duration_text(clock.interval)}"
        advice = f"cs-simulator clock set {mode} --interval {settings.poll_interval}"
        yield "poll_interval", f"--poll-interval {settings.poll_interval}", has, advice
    if world.seed != new.seed:
        yield "seed", f"--seed {settings.seed}", f"with the seed {world.seed}", _MAKE_AGAIN
    now = tenant.now(reading)
    if settings.start and now != new.clock.anchor:
        yield "start", f"--start {settings.start}", f"at {instants.as_exact_text(now)}", _MAKE_AGAIN
    if scenario := _other_scenario(simulator, tenant):
        yield "scenario", f"--scenario {settings.scenario}", scenario, _MAKE_AGAIN
    if settings.fixtures and tenant.world.counts["call"]:
        yield "fixtures", f"--fixtures {settings.fixtures}", "with what it had", _MAKE_AGAIN


def _other_scenario(simulator: Simulator, tenant: Tenant) -> str:
    """Which scenario is in force in place of that of the settings; empty if that is."""
    active, common = tenant.world.scenario, simulator.server_scenario
    if not common.path:
        return ""
    name = orjson.loads(common.text)["metadata"]["name"]
    if active is not None and (active.origin == common.path or active.name == name):
        return ""
    return f"under {active.name!r}" if active is not None else "without a scenario"
