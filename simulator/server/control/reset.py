"""``reset``: make a tenant what it was before its first call, and say what was cleared."""

from simulator.server.control._request import ControlCall, route


@route("POST", "reset")
async def reset(call: ControlCall) -> object:
    """Make the tenant what it was before its first call, and tell what was cleared."""
    call.only()
    tenant = await call.tenant()
    return {"tenant": tenant.name, "cleared": await call.simulator.reset(tenant)}
