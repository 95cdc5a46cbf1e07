"""The description of both planes, OpenAPI 3.1, made of the tables that they are served from.

Operations, their request records with the rules of each field, and the routes of the control plane
are described as they are declared; nothing is written down here a second time.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from inspect import getdoc
from itertools import chain, count
from typing import Any

from cs_simulator import __version__
from cs_simulator.operations import Operation, all_operations, not_modelled
from cs_simulator.server.control import all_routes
from cs_simulator.server.control._request import Route
from cs_simulator.validation import field_types
from cs_simulator.validation.parser import FieldSpec, field_specs

Json = dict[str, Any]

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_KINDS: Mapping[type, Json] = {
    field_types.Text: {"type": "string"},
    field_types.Integer: {"type": "integer"},
    field_types.Boolean: {"type": "boolean"},
    field_types.TextList: {"type": "array", "items": {"type": "string"}},
}
_SCHEMAS: Json = {
    "ApiError": {
        "type": "object",
        "description": "A refusal: the gateway's keys are capitalised, the service's are not.",
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
        "description": "What has begun: the task's state tells how it goes on.",
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
    """The whole description."""
    paths: dict[str, Json] = {}
    ids: set[str] = set()
    for operation in (*all_operations(), *not_modelled()):
        for method, path in operation.calls:
            described = _operation(operation)
            described["operationId"] = _unique(operation.name, method, ids)
            paths.setdefault(path, {}).setdefault(method.lower(), described)
    for route in all_routes():
        path = f"/_simulator/{route.path}"
        paths.setdefault(path, {})[route.method.lower()] = _route(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "cs-simulator",
            "version": __version__,
            "summary": "Alibaba Cloud Container Service, API version 2015-12-15, simulated.",
        },
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": _SCHEMAS},
    }


# ---- the API


def _unique(name: str, method: str, taken: set[str]) -> str:
    """The operation's name; some are called in several ways, and some names were given twice."""
    numbered = (f"{name}{number}" for number in count(2))
    candidates = chain((name, f"{name}By{method.title()}"), numbered)
    found = next(each for each in candidates if each not in taken)
    taken.add(found)
    return found


def _operation(operation: Operation) -> Json:
    described: Json = {
        "tags": ["not modelled" if operation.reason else "API"],
        "summary": _first_line(operation.handle),
        "parameters": list(_path_parameters(operation.path)),
        "responses": dict(_answers(operation)),
    }
    if operation.request is not None:
        described["requestBody"] = {"content": _content(_body_schema(operation.request))}
    return described


def _answers(operation: Operation) -> Iterator[tuple[str, Json]]:
    refused = {"description": "Refused.", "content": _content(_ref("ApiError"))}
    if operation.reason:
        yield "501", refused | {"description": f"Not modelled: {operation.reason}."}
    elif operation.is_task:
        yield "202", {"description": "It has begun.", "content": _content(_ref("Accepted"))}
    else:
        kind = "array" if operation.gives_array else "object"
        yield "200", {"description": "The answer.", "content": _content({"type": kind})}
    yield "4XX", refused


def _body_schema(record: Any) -> Json:
    specs = field_specs(record)
    return {
        "type": "object",
        "properties": {spec.name: _field(spec) for spec in specs},
        "required": [spec.name for spec in specs if spec.is_required and spec.name != "region_id"],
    }


def _field(spec: FieldSpec) -> Json:
    schema = dict(_KINDS[type(spec.type)])
    told = [line for rule in spec.rules if (line := _first_line(type(rule)))]
    if told:
        schema["description"] = " ".join(told)
    if not spec.is_required and isinstance(spec.default, str | int | bool):
        schema["default"] = spec.default
    return schema


# ---- the control plane


def _route(route: Route) -> Json:
    kind = {"type": "object"} if route.gives == "application/json" else {}
    described: Json = {
        "operationId": _route_id(route),
        "tags": ["control plane"],
        "summary": route.summary.replace("``", "`"),
        "parameters": [*_path_parameters(route.path), _TENANT],
        "responses": {
            "200": {"description": "Done.", "content": {route.gives: {"schema": kind}}},
            "4XX": {"description": "Refused.", "content": _content(_ref("ControlError"))},
        },
    }
    if route.path == "readyz":
        described["responses"]["503"] = described["responses"]["4XX"]
    if route.is_stream:
        described["x-streams"] = True
    if route.method != "GET" and route.takes != ():
        body: Json = {"type": "object"}
        if route.takes is not None:
            body |= {"properties": {name: {} for name in route.takes}}
            body["additionalProperties"] = False
        accepted = route.accepts[0] if route.accepts else "application/json"
        is_json = accepted == "application/json"
        schema = body if is_json else {"type": "string", "format": "binary"}
        described["requestBody"] = {"content": {accepted: {"schema": schema}}}
    return described


_TENANT: Json = {
    "name": "tenant",
    "in": "query",
    "description": "The tenant that it is about; `default` without it.",
    "schema": {"type": "string"},
}


def _route_id(route: Route) -> str:
    words = re.findall(r"\w+", route.path)
    return route.method.lower() + "".join(word.title().replace("_", "") for word in words)


# ---- both


def _path_parameters(path: str) -> Iterator[Json]:
    for name in _PLACEHOLDER.findall(path):
        schema = {"type": "string", "minLength": 1}
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _content(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _first_line(documented: object) -> str:
    return (getdoc(documented) or "").partition("\n")[0].replace("``", "`")
