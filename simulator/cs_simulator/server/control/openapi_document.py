"""The OpenAPI 3.1 description of the API and of the control plane.

It is made of what both are served from: operations, request records with the rules of each field,
and the endpoints of the control plane with the shapes of their answers.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import chain, count
from typing import Any

from cs_simulator import __version__
from cs_simulator.domain.docstrings import first_line
from cs_simulator.operations import Operation, all_operations, not_modelled
from cs_simulator.server.control._request import Route
from cs_simulator.server.control.contract.endpoint import JSON, Endpoint, NoFields
from cs_simulator.server.control.contract.json_schema import Schemas
from cs_simulator.server.control.routes import all_routes
from cs_simulator.validation import field_types, strict_types
from cs_simulator.validation.request_records import FieldSpec, field_specs
from cs_simulator.validation.strict import StrictField, strict_fields

Json = dict[str, Any]

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_KINDS: Mapping[type, Json] = {
    field_types.Text: {"type": "string"},
    field_types.Integer: {"type": "integer"},
    field_types.Boolean: {"type": "boolean"},
    field_types.TextList: {"type": "array", "items": {"type": "string"}},
    strict_types.Text: {"type": "string"},
    strict_types.Integer: {"type": "integer"},
    strict_types.Number: {"type": "number"},
    strict_types.Boolean: {"type": "boolean"},
    strict_types.TextList: {"type": "array", "items": {"type": "string"}},
    strict_types.TextMap: {"type": "object", "additionalProperties": {"type": "string"}},
    strict_types.FreeObject: {"type": "object"},
}
_SCHEMAS: Json = {
    "ApiError": {
        "type": "object",
        "description": "A refusal. The gateway's keys are capitalised, the service's are not.",
        "properties": {
            "code": {"type": "string"},
            "message": {"type": "string"},
            "requestId": {"type": "string"},
            "status": {"type": "integer"},
            "Code": {"type": "string"},
            "Message": {"type": "string"},
            "RequestId": {"type": "string"},
            "HostId": {"type": "string"},
        },
        "anyOf": [{"required": ["code", "message"]}, {"required": ["Code", "Message"]}],
    },
    "Accepted": {
        "type": "object",
        "description": "The ids of what has begun; the state of the task shows its progress.",
        "properties": {
            "cluster_id": {"type": "string"},
            "request_id": {"type": "string"},
            "task_id": {"type": "string"},
        },
        "required": ["request_id"],
    },
    "ControlError": {
        "type": "object",
        "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
        "required": ["code", "message"],
    },
}


@cache
def document() -> Json:
    """The whole document."""
    paths: dict[str, Json] = {}
    ids: set[str] = set()
    for operation in (*all_operations(), *not_modelled()):
        for method, path in operation.calls:
            described = _operation(operation)
            described["operationId"] = _unique(operation.name, method, ids)
            paths.setdefault(path, {}).setdefault(method.lower(), described)
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
        "components": {"schemas": _SCHEMAS | schemas.definitions},
    }


# ---- the API


def _unique(name: str, method: str, taken: set[str]) -> str:
    """An id of its own: some operations have several paths, and some names exist twice."""
    numbered = (f"{name}{number}" for number in count(2))
    candidates = chain((name, f"{name}By{method.title()}"), numbered)
    found = next(candidate for candidate in candidates if candidate not in taken)
    taken.add(found)
    return found


def _operation(operation: Operation) -> Json:
    described: Json = {
        "tags": ["not modelled" if operation.reason else "API"],
        "summary": _first_line(operation.handle),
        "parameters": list(_path_parameters(operation.path)),
        "responses": dict(_answers(operation)),
    }
    bodies = [body_schema(record) for record in operation.requests]
    if bodies:
        body = bodies[0] if len(bodies) == 1 else {"anyOf": bodies}
        described["requestBody"] = {"content": _content(body)}
    return described


def _answers(operation: Operation) -> Iterator[tuple[str, Json]]:
    refused = {"description": "Refused.", "content": _content(_ref("ApiError"))}
    if operation.reason:
        yield "501", refused | {"description": f"Not modelled: {operation.reason}."}
    elif operation.is_task:
        status = str(operation.task_status)
        yield status, {"description": "It has begun.", "content": _content(_ref("Accepted"))}
    elif operation.returns_nothing:
        yield "200", {"description": "It is done; the body is empty."}
    else:
        kind = "array" if operation.returns_array else "object"
        yield "200", {"description": "The answer.", "content": _content({"type": kind})}
    yield "4XX", refused


def body_schema(record: Any) -> Json:
    """The JSON Schema of a request record."""
    is_strict = getattr(record, "STRICT", False)
    specs = strict_fields(record) if is_strict else field_specs(record)
    return {
        "type": "object",
        "properties": {spec.name: _field(spec) for spec in specs},
        "required": [spec.name for spec in specs if spec.is_required and spec.name != "region_id"],
    }


def _field(spec: FieldSpec | StrictField) -> Json:
    schema = dict(_kind(spec.type))
    described = [line for rule in spec.rules if (line := _first_line(type(rule)))]
    if described:
        schema["description"] = " ".join(described)
    if not spec.is_required and isinstance(spec.default, str | int | bool):
        schema["default"] = spec.default
    return schema


def _kind(declared: object) -> Json:
    """The schema of a field's type."""
    match declared:
        case strict_types.Object(record):
            return body_schema(record)
        case strict_types.Objects(record):
            return {"type": "array", "items": body_schema(record)}
    return _KINDS[type(declared)]


# ---- the control plane


def _route(route: Route, schemas: Schemas) -> Json:
    endpoint = route.endpoint
    described: Json = {
        "operationId": _route_id(endpoint),
        "tags": ["control plane"],
        "summary": route.summary.replace("``", "`"),
        "parameters": [
            *_path_parameters(endpoint.path),
            *({"name": name, "in": "query", "schema": _TEXT} for name in endpoint.query),
            _TENANT,
        ],
        "responses": {
            "200": {"description": "Done.", "content": _good_answer(endpoint, schemas)},
            "4XX": {"description": "Refused.", "content": _content(_ref("ControlError"))},
        },
    }
    if endpoint.path == "readyz":
        described["responses"]["503"] = described["responses"]["4XX"]
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
_TENANT: Json = {
    "name": "tenant",
    "in": "query",
    "description": "The tenant that the call is about; `default` without it.",
    "schema": _TEXT,
}


def _route_id(endpoint: Endpoint[Any]) -> str:
    words = re.findall(r"\w+", endpoint.path)
    return endpoint.method.lower() + "".join(word.title().replace("_", "") for word in words)


# ---- both


def _path_parameters(path: str) -> Iterator[Json]:
    for name in _PLACEHOLDER.findall(path):
        schema = {"type": "string", "minLength": 1}
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _content(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _first_line(documented: type | Callable[..., Any]) -> str:
    return first_line(documented).replace("``", "`")
