"""The OpenAPI 3.1 description of the service's API alone.

It is made of what the API is served from: operations, their request records with the rules of each
field; and, for queries and answers, of the catalogue's shapes. Calls in the style RPC, which are of
another product, are not in it.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, count
from typing import Any

from cs_simulator import __version__
from cs_simulator.catalog.shapes import merged, own_shapes, query_keys, sdk_shapes
from cs_simulator.domain.docstrings import first_line
from cs_simulator.operations import Operation, all_operations, not_modelled
from cs_simulator.server.control.openapi_bodies import body_schema

Json = dict[str, Any]

OPERATION = "x-operation"
"""The operation's name, of which ``operationId`` may be a variation."""
MAY_BE_EMPTY = "x-may-be-empty"
"""Marks an answer without a body for clusters of one type, and with one for those of another."""
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
# The names of what is of a cluster, whose type may not have the operation.
_OF_CLUSTERS = {"cluster_id", "task_id", "cluster", "ClusterIds"}
_TEXT: Json = {"type": "string"}
_SCHEMAS: Json = {
    "ApiError": {
        "type": "object",
        "description": "A refusal. The gateway's keys are capitalised, the service's are not.",
        "properties": {
            "code": _TEXT,
            "message": _TEXT,
            "requestId": _TEXT,
            "status": {"type": "integer"},
            "data": {
                "type": "array",
                "description": "All problems of a request that has several.",
                "items": {"type": "object", "properties": {"code": _TEXT, "message": _TEXT}},
            },
            "Code": _TEXT,
            "Message": _TEXT,
            "RequestId": _TEXT,
            "HostId": _TEXT,
        },
        "anyOf": [{"required": ["code", "message"]}, {"required": ["Code", "Message"]}],
    },
}


@cache
def service_document() -> Json:
    """The whole document of the service's API."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Alibaba Cloud Container Service, simulated",
            "version": "2015-12-15",
            "summary": f"The API version 2015-12-15 as cs-simulator {__version__} answers it.",
        },
        "paths": dict(sorted(service_paths().items())),
        "components": {"schemas": service_schemas()},
    }


def service_schemas() -> Json:
    """The schemas that the paths refer to, by name."""
    return _SCHEMAS


def service_paths() -> dict[str, Json]:
    """The calls of the API by path and method.

    Operations of several cluster types that share a call are one entry: a body is of one of them,
    an answer, too.
    """
    sharing: dict[tuple[str, str], list[Operation]] = {}
    for operation in (*all_operations(), *not_modelled()):
        for method, path in operation.calls:
            sharing.setdefault((path, method), []).append(operation)
    paths: dict[str, Json] = {}
    ids: set[str] = set()
    for (path, method), operations in sharing.items():
        described = _call(operations)
        described["operationId"] = _unique(operations[0].name, method, ids)
        paths.setdefault(path, {})[method.lower()] = described
    return paths


def _unique(name: str, method: str, taken: set[str]) -> str:
    """An id of its own: some operations have several paths, and some names exist twice."""
    numbered = (f"{name}{number}" for number in count(2))
    candidates = chain((name, f"{name}By{method.title()}"), numbered)
    found = next(candidate for candidate in candidates if candidate not in taken)
    taken.add(found)
    return found


def _call(operations: Sequence[Operation]) -> Json:
    first = operations[0]
    described: Json = {
        "tags": ["not modelled" if first.reason else "API"],
        "summary": first_line(first.handle).replace("``", "`"),
        OPERATION: first.name,
        "parameters": [*path_parameters(first.path), *_query(first.name)],
    }
    bodies = [body for operation in operations for body in _bodies(operation)]
    names = {key["name"] for key in described["parameters"]}.union(*map(_field_names, bodies))
    described["responses"] = _responses(operations, names_cluster=bool(names & _OF_CLUSTERS))
    if bodies:
        described["requestBody"] = {"content": content(_one_of(bodies))}
    return described


def _bodies(operation: Operation) -> list[Json]:
    """The schemas of its bodies; those of the SDK if it is not modelled, and reads none."""
    if not operation.reason:
        return [body_schema(record) for record in operation.requests]
    shape = sdk_shapes().get(operation.name)
    return [shape.body] if shape and shape.body else []


def _query(name: str) -> Iterator[Json]:
    own = own_shapes().get(name)
    for key, schema in query_keys(name).items():
        # Clients send lists and objects as JSON.
        is_json = schema.get("type") in ("array", "object")
        described: Json = {"content": content(schema)} if is_json else {"schema": schema}
        if own and key in own.requires:
            described["required"] = True
        yield {"name": key, "in": "query", **described}


def _field_names(body: Json) -> set[str]:
    """The names of a body's own fields, or of those of its items."""
    return set(body.get("items", body).get("properties", ()))


def _responses(operations: Sequence[Operation], *, names_cluster: bool) -> Json:
    refused = {"description": "Refused.", "content": content(ref("ApiError"))}
    answers: dict[str, list[Operation]] = {}
    for operation in operations:
        if not operation.reason:
            answers.setdefault(_status(operation), []).append(operation)
    responses = {status: _answer(those) for status, those in answers.items()}
    responses["4XX"] = refused
    first = operations[0]
    if first.reason:
        responses["501"] = {**refused, "description": f"Not modelled: {first.reason}."}
    elif names_cluster:
        responses["501"] = {**refused, "description": "Not modelled for a cluster of this type."}
    return responses


def _status(operation: Operation) -> str:
    return str(operation.task_status) if operation.is_task else "200"


def _answer(operations: Sequence[Operation]) -> Json:
    """The good answer of operations that answer one call with the same status."""
    found = [answer_schema(operation) for operation in operations]
    schemas = [schema for schema in found if schema is not None]
    if not schemas:
        return {"description": "It is done; the body is empty."}
    began = any(operation.is_task for operation in operations)
    description = "It has begun." if began else "The answer."
    answer = {"description": description, "content": content(_one_of(schemas))}
    return answer if len(schemas) == len(found) else {**answer, MAY_BE_EMPTY: True}


def answer_schema(operation: Operation) -> Json | None:
    """The schema of a good answer; ``None`` for one without a body.

    Raises ``LookupError`` for an operation whose answer no shape of the catalogue declares.
    """
    if operation.returns_nothing:
        return None
    sdk, own = sdk_shapes().get(operation.name), own_shapes().get(operation.name)
    if own and own.answer:
        return own.answer
    if sdk is None:
        raise LookupError(f"{operation.name}: its answer is in none of the shapes")
    if not sdk.answer:
        return None  # the SDK reads nothing
    return merged(sdk.answer, own.also) if own else sdk.answer


def _one_of(schemas: Sequence[Json]) -> Json:
    """One of several schemas, or the only one."""
    different = [schema for index, schema in enumerate(schemas) if schema not in schemas[:index]]
    return different[0] if len(different) == 1 else {"anyOf": different}


# ---- for both planes


def path_parameters(path: str) -> Iterator[Json]:
    """The parameters of a path: its placeholders."""
    for name in _PLACEHOLDER.findall(path):
        schema = {"type": "string", "minLength": 1}
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def content(schema: Json) -> Json:
    """A body of JSON with a schema."""
    return {"application/json": {"schema": schema}}


def ref(name: str) -> Json:
    """A reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}
