"""``openapi.json``: the description of both planes."""

from typing import Any

from cs_simulator.server.control._request import ControlCall, route
from cs_simulator.server.control.contract.server import GET_OPENAPI


@route(GET_OPENAPI)
async def get_openapi(call: ControlCall) -> dict[str, Any]:
    """Describe the API and the control plane, as OpenAPI 3.1."""
    from cs_simulator.server.control.openapi_document import document

    return document()
