"""``livez``, ``readyz``, ``health``: whether it runs, whether it can work, and what it is."""

from cs_simulator import __version__
from cs_simulator.domain import instants
from cs_simulator.runtime.logs import log
from cs_simulator.server.control._request import ControlCall, ControlError, route
from cs_simulator.server.control.contract import server as contract
from cs_simulator.storage.errors import StorageError


@route(contract.GET_LIVENESS)
async def livez(call: ControlCall) -> contract.Status:
    """Answer as long as the process runs."""
    return {"status": "ok"}


@route(contract.GET_READINESS)
async def readyz(call: ControlCall) -> contract.Status:
    """Check that it is started and that its database works."""
    if call.simulator.waits_for:
        raise ControlError(f"it waits for {call.simulator.waits_for}", status=503, code="NotReady")
    try:
        await call.simulator.store.check()
    except StorageError as error:
        raise ControlError(str(error), status=503, code="NotReady") from None
    return {"status": "ok"}


@route(contract.GET_HEALTH)
async def health(call: ControlCall) -> contract.Health:
    """Show version and configuration."""
    simulator = call.simulator
    settings = simulator.settings
    tenants = simulator.tenants.loaded.values()
    return {
        "status": "ok",
        "version": __version__,
        "clock": settings.clock,
        "seed": settings.seed,
        "wall_time": instants.as_exact_text(simulator.system_clock.wall()),
        "database": settings.db,
        "durability": settings.durability,
        "unknown_resources": settings.unknown_resources,
        "tenants": sorted(tenant.name for tenant in tenants),
        "damaged_tenants": simulator.tenants.damaged,
        "internal_errors": sum(tenant.internal_errors for tenant in tenants),
        "log_lines_dropped": log.dropped,
    }
