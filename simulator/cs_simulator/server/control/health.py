"""``livez``, ``readyz``, ``health``: does it run, can it work, what is it."""

from cs_simulator import __version__
from cs_simulator.domain import instants
from cs_simulator.server.control._request import ControlCall, ControlError, route
from cs_simulator.storage.store import StorageError


@route("GET", "livez")
async def livez(call: ControlCall) -> object:
    """Say that the process runs."""
    return {"status": "ok"}


@route("GET", "readyz")
async def readyz(call: ControlCall) -> object:
    """Say whether it can work."""
    if call.simulator.waits_for:
        raise ControlError(f"it waits for {call.simulator.waits_for}", status=503, code="NotReady")
    try:
        await call.simulator.store.check()
    except StorageError as problem:
        raise ControlError(str(problem), status=503, code="NotReady") from None
    return {"status": "ok"}


@route("GET", "health")
async def health(call: ControlCall) -> object:
    """Tell what it is and how it is set up."""
    simulator = call.simulator
    settings = simulator.settings
    tenants = simulator.tenants.loaded.values()
    return {
        "status": "ok",
        "version": __version__,
        "clock": settings.clock,
        "seed": settings.seed,
        "wall_time": instants.as_exact_text(simulator.edge.wall()),
        "database": settings.db,
        "durability": settings.durability,
        "unknown_resources": settings.unknown_resources,
        "tenants": sorted(tenant.name for tenant in tenants),
        "internal_errors": sum(tenant.internal_errors for tenant in tenants),
    }
