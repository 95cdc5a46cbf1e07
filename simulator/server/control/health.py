"""``livez``, ``readyz``, ``health``: does it run, can it work, what is it."""

from simulator import __version__
from simulator.server.control._request import ControlCall, Refused, Routes
from simulator.storage.store import StorageProblem


async def _livez(call: ControlCall) -> object:  # noqa: ARG001 - that it answers is the answer
    return {"status": "ok"}


async def _readyz(call: ControlCall) -> object:
    try:
        await call.simulator.store.check()
    except StorageProblem as problem:
        raise Refused(str(problem), status=503, code="NotReady") from None
    return {"status": "ok"}


async def _health(call: ControlCall) -> object:
    simulator = call.simulator
    settings = simulator.settings
    tenants = simulator.tenants.loaded.values()
    return {
        "status": "ok",
        "version": __version__,
        "clock": settings.clock,
        "seed": settings.seed,
        "database": settings.db,
        "durability": settings.durability,
        "unknown_resources": settings.unknown_resources,
        "tenants": sorted(tenant.name for tenant in tenants),
        "internal_errors": sum(tenant.internal_errors for tenant in tenants),
    }


ROUTES: Routes = {("GET", "livez"): _livez, ("GET", "readyz"): _readyz, ("GET", "health"): _health}
