"""``reset``: make a tenant what it was before its first call, and say what was cleared."""

from simulator.server.control._request import ControlCall, Routes


async def _reset(call: ControlCall) -> object:
    call.only()
    tenant = await call.tenant()
    return {"tenant": tenant.name, "cleared": await call.simulator.reset(tenant)}


ROUTES: Routes = {("POST", "reset"): _reset}
