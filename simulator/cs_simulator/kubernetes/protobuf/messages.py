"""Messages as JSON, by their types.

Clients in Go write fields that are no pointers even when they are zero, and pointers only when they
are set. So a zero is left out, unless the field is a pointer or one that the JSON always has. A
field that the type does not have is refused, not dropped: the client would think that it is kept.
"""

from typing import Any

from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.protobuf import scalars
from cs_simulator.kubernetes.protobuf.wire import BYTES, Value, WireError, fields
from cs_simulator.kubernetes.types import SCALARS, Field, Type, find

# Types contain themselves only in the schemas of custom resources.
_MOST_NESTED = 150

_SCHEMA = "apiextensions.k8s.io/v1.JSONSchemaProps"


def read(content: bytes, type_: Type, depth: int = 0) -> Body:
    """The fields of a message as JSON has them.

    Raises:
        WireError: If it is no message of the type; the text begins with the path of the field.

    """
    if depth > _MOST_NESTED:
        raise WireError("nested too deep")
    body: Body = {}
    for number, wire_type, value in fields(content):
        field = type_.by_number.get(number)
        if field is None:
            name = type_.name.rpartition("/")[2]
            raise WireError(f"{name} has no field with the number {number} here")
        try:
            _add(body, field, wire_type, value, depth)
        except WireError as error:
            path = error.path if field.is_embedded else (field.name, *error.path)
            raise WireError(error.what, *path) from error
    return body


def _add(body: Body, field: Field, wire_type: int, value: Value, depth: int) -> None:
    if field.is_map:
        name, entry = _entry(field, wire_type, value, depth)
        body.setdefault(field.name, {})[name] = entry
    elif field.is_list:
        body.setdefault(field.name, []).append(_value(field.type, wire_type, value, depth))
    elif field.is_embedded:
        body.update(_value(field.type, wire_type, value, depth))
    else:
        made = _value(field.type, wire_type, value, depth)
        if made is not None and (made or field.is_pointer or field.is_always):
            body[field.name] = made


def _entry(field: Field, wire_type: int, value: Value, depth: int) -> tuple[str, Any]:
    """One entry of a map: its key and its value."""
    name, entry = "", _EMPTY.get(field.type, {})
    for number, inner, part in fields(_bytes(wire_type, value)):
        if number == 1:
            name = scalars.read("string", inner, part)
        else:
            entry = _value(field.type, inner, part, depth)
    return name, entry


_EMPTY: dict[str, Any] = {"string": "", "bytes": "", "Quantity": "0", "Strings": []}


def _bytes(wire_type: int, value: Value) -> bytes:
    if wire_type != BYTES or isinstance(value, int):
        raise WireError(f"wire type {wire_type} is not that of a message")
    return value


def _value(type_: str, wire_type: int, value: Value, depth: int) -> Any:
    if type_ in _SCHEMAS:
        return _schema_or(type_, _bytes(wire_type, value), depth)
    if type_ in SCALARS:
        return scalars.read(type_, wire_type, value)
    return read(_bytes(wire_type, value), find(type_), depth + 1)


_SCHEMAS = frozenset(("SchemaOrBool", "SchemaOrList", "SchemaOrStrings"))


def _schema_or(type_: str, content: bytes, depth: int) -> Any:
    """A schema, or what may stand for one: true or false, a list of schemas or of texts."""
    schema: Any = None
    others: list[Any] = []
    for number, wire_type, value in fields(content):
        is_schema = type_ == "SchemaOrList" or number == _NUMBER_OF_SCHEMA[type_]
        kind = _SCHEMA if is_schema else "bool" if type_ == "SchemaOrBool" else "string"
        made = _value(kind, wire_type, value, depth)
        if number == _NUMBER_OF_SCHEMA[type_]:
            schema = made
        else:
            others.append(made)
    if type_ == "SchemaOrBool":
        return schema if schema is not None else bool(others and others[0])
    return others or schema


_NUMBER_OF_SCHEMA = {"SchemaOrBool": 2, "SchemaOrList": 1, "SchemaOrStrings": 1}
