"""``openapi.json``: the description of both planes; ``service-openapi.json``: the API's alone."""

from typing import Any

from cs_simulator.server.control._request import ControlCall, route
from cs_simulator.server.control.contract.server import GET_OPENAPI, GET_SERVICE_OPENAPI


@route(GET_OPENAPI)
async def get_openapi(call: ControlCall) -> dict[str, Any]:
    """Describe the API and the control plane, as OpenAPI 3.1."""
    from cs_simulator.server.control.openapi_document import document

    return document()


@route(GET_SERVICE_OPENAPI)
async def get_service_openapi(call: ControlCall) -> dict[str, Any]:
    """Describe the API alone, as OpenAPI 3.1."""
    from cs_simulator.server.control.openapi_service import service_document

    return service_document()
