"""``reset``: make a tenant what it was before its first call, and say what was cleared."""

from cs_simulator.runtime.simulator import Keep
from cs_simulator.server.control._request import ControlCall, ControlError, route


@route("POST", "reset", takes=("keep",))
async def reset(call: ControlCall) -> object:
    """Make the tenant what it was before its first call, but for what ``keep`` lists."""
    keep = call.body.get("keep", [])
    if not isinstance(keep, list) or not all(
        isinstance(each, str) and each in set(Keep) for each in keep
    ):
        raise ControlError(f"keep is a list of {', '.join(Keep)}")
    tenant = await call.tenant()
    cleared = await call.simulator.reset(tenant, frozenset(map(Keep, keep)))
    return {"tenant": tenant.name, "cleared": cleared}
