"""Options without effect, because the database has tenants that were made without them."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

import orjson

from cs_simulator.domain import instants
from cs_simulator.domain.clock import ClockMode
from cs_simulator.domain.errors import DamagedTenantError, TenantAwayError, UsageError
from cs_simulator.domain.instants import duration_text
from cs_simulator.engine import rule_counters
from cs_simulator.engine.world import World
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.tenants.registry import DEFAULT
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.scenarios.rules import firing

_ABOUT_NEW_TENANTS = ("clock", "rate", "poll_interval", "seed", "start", "scenario", "fixtures")
_MOST_LOOKED_AT, _MOST_NAMED = 20, 3  # tenants besides the default one
_MAKE_AGAIN = (
    "cs-simulator reset makes the tenant again, with this option; another --db keeps it as it is"
)


async def not_applied(simulator: Simulator, given: Collection[str]) -> list[str]:
    """A line for each *given* option that a tenant does not follow, and how it would.

    To be asked before the first call: what is there then was there before.
    """
    asked = set(given) & set(_ABOUT_NEW_TENANTS)
    names = simulator.tenants.names() if asked else []
    lines = []
    if DEFAULT in names:
        lines = [
            f"{found.option} is for new tenants; the tenant {DEFAULT} is there already,"
            f" {found.has}: {found.advice}"
            for found in await _not_followed(simulator, DEFAULT, asked)
        ]
    others: dict[str, list[str]] = {}
    for name in [name for name in names if name != DEFAULT][:_MOST_LOOKED_AT]:
        for found in await _not_followed(simulator, name, asked):
            others.setdefault(found.option, []).append(name)
    return [*lines, *(_about_others(option, named) for option, named in others.items())]


def _about_others(option: str, names: list[str]) -> str:
    """A line about the tenants besides ``default`` that do not follow an option."""
    shown = ", ".join(names[:_MOST_NAMED])
    if len(names) > _MOST_NAMED:
        shown += f" and {len(names) - _MOST_NAMED} more"
    have = "tenants that are there already keep what they have"
    return f"{option} is for new tenants; {have}: {shown}; cs-simulator reset --tenant NAME"


class _Difference(NamedTuple):
    """An option that a tenant does not follow."""

    name: str
    option: str
    has: str
    """What the tenant has in its place."""
    advice: str


async def _not_followed(
    simulator: Simulator, name: str, asked: Collection[str]
) -> list[_Difference]:
    try:
        tenant = await simulator.tenants.get(name)
    except (UsageError, DamagedTenantError, TenantAwayError):  # its calls say why
        return []
    reading = simulator.system_clock.monotonic()
    differences = map(_Difference._make, _differences(simulator, tenant, reading))
    return [found for found in differences if found.name in asked]


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
    """Which scenario is in force in place of that of the settings; empty if that is, unspent."""
    active, common = tenant.world.scenario, simulator.server_scenario
    if not common.path or tenant.spec.scenario:
        return ""
    name = orjson.loads(common.text)["metadata"]["name"]
    if active is not None and (active.origin == common.path or active.name == name):
        spent = list(_spent_rules(tenant.world))
        return f"under it, and {', '.join(spent)} acted as often as it may" if spent else ""
    return f"under {active.name!r}" if active is not None else "without a scenario"


def _spent_rules(world: World) -> Iterator[str]:
    """The rules in force that have acted, and will not act again."""
    counts = rule_counters.totals(world.rule_counters)
    for rule in world.rules.all if world.rules else ():
        count = counts.get(rule.id, firing.FireCount())
        if count.fired and firing.remaining(rule.firing, count) == 0:
            yield rule.id
