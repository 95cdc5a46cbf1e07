"""The generated parts of the control plane's README: its routes, and the shapes that many share."""

from collections.abc import Iterator
from typing import Any, is_typeddict

from cs_simulator.server.control.contract.calls import Call, Decision, Verdict
from cs_simulator.server.control.contract.clusters import Cluster, Node
from cs_simulator.server.control.contract.json_schema import Json, Schemas
from cs_simulator.server.control.contract.tasks import Step, Task
from cs_simulator.server.control.routes import all_routes

from tests.docs.tables import code, sentence, table

SHAPES = (Cluster, Node, Task, Step, Call, Decision, Verdict)
_PREFIX = "#/$defs/"


def routes() -> str:
    """Every route: what it is about, what its query and body have, its response, what it does."""
    rows = []
    for route in all_routes():
        endpoint = route.endpoint
        call = code(f"{endpoint.method} /_simulator/{endpoint.path}")
        query = (f"?{parameter}" for parameter in endpoint.query)
        takes = ", ".join(map(code, (*query, *(endpoint.fields or ()))))
        response, does = _response(endpoint.answers), sentence(route.summary)
        rows.append((call, endpoint.scope.value, takes, response, does))
    return table(("call", "about", "takes", "response", "what it does"), rows)


def _response(kind: Any) -> str:
    if not is_typeddict(kind):
        return ""
    name: str = kind.__name__
    return f"[{name}](#shapes)" if kind in SHAPES else name


def shapes() -> str:
    """The fields of the shapes that appear in several responses."""
    return table(("field", "value", "meaning"), _fields())


def _fields() -> Iterator[tuple[str, str, str]]:
    schemas = Schemas(_PREFIX)
    for shape in SHAPES:
        schemas.of(shape)
    for shape in SHAPES:
        name: str = shape.__name__
        for field, schema in schemas.definitions[name]["properties"].items():
            yield code(f"{name}.{field}"), _value(schema), sentence(schema.get("description"))


def _value(schema: Json) -> str:
    """What a value of that schema is, in a few words."""
    if "enum" in schema:
        return ", ".join(code(value) for value in schema["enum"])
    if "$ref" in schema:
        return code(schema["$ref"].removeprefix(_PREFIX))
    if "anyOf" in schema:
        return " or ".join(_value(choice) for choice in schema["anyOf"])
    kinds = schema.get("type", "any")
    if kinds == "array":
        return f"list of {_value(schema['items'])}"
    names = [kinds] if isinstance(kinds, str) else kinds
    if schema.get("format") == "date-time":
        names = ["instant" if kind == "string" else kind for kind in names]
    return " or ".join(names)
