"""``ca``: the certificate of the simulator's own authority, for clients that want to trust it."""

from cs_simulator.server.control._request import ControlCall, route


@route("GET", "ca")
async def get_authority(call: ControlCall) -> object:
    """Give the certificate of the simulator's own authority."""
    return {"certificate": call.simulator.authority.certificate}
