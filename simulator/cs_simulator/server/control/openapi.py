"""``openapi.json``: the description of both planes."""

from cs_simulator.server.control._request import ControlCall, route


@route("GET", "openapi.json")
async def get_openapi(call: ControlCall) -> object:
    """Describe the API and the control plane, as OpenAPI 3.1."""
    from cs_simulator.server.openapi import document

    return document()
