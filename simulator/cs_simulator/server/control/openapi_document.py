"""The OpenAPI 3.1 description of the API and of the control plane.

It is made of what both are served from: operations
(:mod:`~cs_simulator.server.control.openapi_service`), and the endpoints of the control plane with
the shapes of their answers.
"""

import re
from functools import cache
from typing import Any

from cs_simulator import __version__
from cs_simulator.server.control._request import Route
from cs_simulator.server.control.contract.endpoint import JSON, Endpoint, NoFields
from cs_simulator.server.control.contract.json_schema import Schemas
from cs_simulator.server.control.openapi_service import (
    content,
    path_parameters,
    ref,
    service_paths,
    service_schemas,
)
from cs_simulator.server.control.routes import all_routes

Json = dict[str, Any]

_SCHEMAS: Json = {
    "ControlError": {
        "type": "object",
        "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
        "required": ["code", "message"],
    },
}


@cache
def document() -> Json:
    """The whole document."""
    paths = service_paths()
    schemas = Schemas("#/components/schemas/")
    for route in all_routes():
        path = f"/_simulator/{route.endpoint.path}"
        paths.setdefault(path, {})[route.endpoint.method.lower()] = _route(route, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "cs-simulator",
            "version": __version__,
            "summary": "Alibaba Cloud Container Service, API version 2015-12-15, simulated.",
        },
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": service_schemas() | _SCHEMAS | schemas.definitions},
    }


def _route(route: Route, schemas: Schemas) -> Json:
    endpoint = route.endpoint
    described: Json = {
        "operationId": _route_id(endpoint),
        "tags": ["control plane"],
        "summary": route.summary.replace("``", "`"),
        "parameters": [
            *path_parameters(endpoint.path),
            *({"name": name, "in": "query", "schema": _TEXT} for name in endpoint.query),
            *_COMMON,
        ],
        "responses": {
            "200": {"description": "Done.", "content": _good_answer(endpoint, schemas)},
            "4XX": {"description": "Refused.", "content": content(ref("ControlError"))},
        },
    }
    if endpoint.path == "readyz":
        described["responses"]["503"] = described["responses"]["4XX"]
    described["x-about"] = endpoint.scope.value
    if endpoint.is_stream:
        described["x-streams"] = True
    if endpoint.body is not NoFields:
        described["requestBody"] = {"content": _body_content(endpoint, schemas)}
    return described


def _good_answer(endpoint: Endpoint[Any], schemas: Schemas) -> Json:
    schema = schemas.of(endpoint.answers) if endpoint.media_type == JSON else {}
    return {endpoint.media_type: {"schema": schema}}


def _body_content(endpoint: Endpoint[Any], schemas: Schemas) -> Json:
    """The body's schema by media type; bytes that are JSON all the same are any object."""
    accepted = endpoint.accepts[0] if endpoint.accepts else JSON
    if endpoint.body is not bytes:
        return {accepted: {"schema": schemas.of(endpoint.body)}}
    is_json = accepted == JSON
    schema = {"type": "object"} if is_json else {"type": "string", "format": "binary"}
    return {accepted: {"schema": schema}}


_TEXT: Json = {"type": "string"}
_COMMON: list[Json] = [
    {
        "name": "tenant",
        "in": "query",
        "description": "The tenant that the call is about; `default` without it.",
        "schema": _TEXT,
    },
    {
        "name": "replica",
        "in": "query",
        "description": "The simulator that is to answer, where there are several behind a proxy.",
        "schema": _TEXT,
    },
]


def _route_id(endpoint: Endpoint[Any]) -> str:
    words = re.findall(r"\w+", endpoint.path)
    return endpoint.method.lower() + "".join(word.title().replace("_", "") for word in words)
