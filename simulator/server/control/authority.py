"""``ca``: the certificate of the simulator's own authority, for clients that want to trust it."""

from simulator.server.control._request import ControlCall, Routes


async def _get(call: ControlCall) -> object:
    return {"certificate": call.simulator.authority.certificate}


ROUTES: Routes = {("GET", "ca"): _get}
