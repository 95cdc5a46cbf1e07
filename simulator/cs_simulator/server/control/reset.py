"""``reset``: make a tenant what it was before its first call, and show what was cleared."""

from cs_simulator.runtime.simulator import Keep
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
    # What a damaged tenant has cannot be kept, since it cannot be read.
    tenant = await (call.tenant() if keep else call.tenant_or_blank())
    cleared = await call.simulator.reset(tenant, frozenset(map(Keep, keep)))
    return {"tenant": tenant.name, "cleared": cleared}
