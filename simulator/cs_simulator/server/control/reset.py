"""``reset``: make a tenant what it was before its first call, and show what was cleared."""

from cs_simulator.runtime.lifecycle import Keep
from cs_simulator.server.control._request import ControlCall, ControlError, route
from cs_simulator.server.control.contract.tenants import RESET_TENANT
from cs_simulator.server.control.contract.values import ClearedTenant


@route(RESET_TENANT)
async def reset(call: ControlCall) -> ClearedTenant:
    """Make the tenant what it was before its first call, except for what ``keep`` lists."""
    keep = call.body.get("keep", [])
    if not isinstance(keep, list) or not all(
        isinstance(name, str) and name in set(Keep) for name in keep
    ):
        raise ControlError(f"keep is a list of {', '.join(Keep)}")
    cleared = await call.simulator.lifecycle.reset(call.tenant_name, frozenset(map(Keep, keep)))
    return {"tenant": call.tenant_name, "cleared": cleared}
