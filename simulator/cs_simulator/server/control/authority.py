"""``ca``: the certificate of the simulator's own authority, for clients that want to trust it."""

from cs_simulator.server.control._request import ControlCall, route
from cs_simulator.server.control.contract.server import GET_AUTHORITY, Authority


@route(GET_AUTHORITY)
async def get_authority(call: ControlCall) -> Authority:
    """Return the certificate of the simulator's own authority."""
    return {"certificate": call.simulator.authority.certificate}
