"""``livez``, ``readyz``, ``health``: whether it runs, whether it can work, and what it is."""

import asyncio
from contextlib import suppress

from cs_simulator import __version__
from cs_simulator.domain import instants
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.server.control._request import ControlCall, ControlError, route
from cs_simulator.server.control.contract import server as contract
from cs_simulator.storage.errors import StorageError

# How long, in real seconds, the database may take for an answer before it is not ready.
PATIENCE = 1.0


@route(contract.GET_LIVENESS)
async def livez(call: ControlCall) -> contract.Status:
    """Answer as long as the process runs."""
    return {"status": "ok"}


@route(contract.GET_READINESS)
async def readyz(call: ControlCall) -> contract.Status:
    """Check that it is started, that its database works, and all its background work."""
    simulator = call.simulator
    if simulator.is_ending:
        raise _NotReadyError("it is ending")
    if simulator.waits_for:
        raise _NotReadyError(f"it waits for {simulator.waits_for}")
    try:
        await simulator.store.check(within=PATIENCE)
    except StorageError as error:
        raise _NotReadyError(str(error)) from None
    with suppress(TimeoutError):  # then it is what it was
        async with asyncio.timeout(PATIENCE):
            await simulator.recover()
    problems = simulator.supervision.problems(of_all=True)
    if problems:
        raise _NotReadyError("; ".join(f"{name}: {why}" for name, why in problems.items()))
    return {"status": "ok"}


class _NotReadyError(ControlError):
    def __init__(self, reason: str) -> None:
        super().__init__(reason, status=503, code="NotReady")


@route(contract.GET_HEALTH)
async def health(call: ControlCall) -> contract.Health:
    """Show version and configuration."""
    simulator = call.simulator
    settings = simulator.settings
    tenants = simulator.tenants.loaded.values()
    problems = simulator.supervision.problems()
    return {
        "status": "failing" if problems else "ok",
        "problems": problems,
        "version": __version__,
        "replica": settings.replica or None,
        "clock": settings.clock,
        "seed": settings.seed,
        "wall_time": instants.as_exact_text(simulator.system_clock.wall()),
        "database": settings.db,
        "durability": settings.durability,
        "unknown_resources": settings.unknown_resources,
        "auth": settings.auth,
        "tenant_ttl": settings.tenant_ttl or None,
        "tenants": sorted(tenant.name for tenant in tenants),
        "damaged_tenants": simulator.tenants.damage.problems(),
        "journal": {
            "kept": settings.journal,  # type: ignore[typeddict-item]  # one of its choices
            "limit": settings.journal_limit,
            "size": settings.journal_size,
            "age": settings.journal_age or None,
        },
        "journals": {
            tenant.name: amount for tenant in tenants if (amount := _amount(simulator, tenant))
        },
        "internal_errors": simulator.metrics.internal_errors.total(),
        "log_lines_dropped": log.dropped,
    }


def _amount(simulator: Simulator, tenant: Tenant) -> contract.JournalAmount | None:
    """What a tenant's journal had when it was looked at, which the database is not asked for."""
    measured = simulator.retention.measured(tenant)
    if measured is None:
        return None
    return {
        "calls": measured.calls,
        "size": measured.size,
        "since": None if measured.since is None else instants.as_exact_text(measured.since),
        "dropped": tenant.world.counts["dropped_calls"],
    }
