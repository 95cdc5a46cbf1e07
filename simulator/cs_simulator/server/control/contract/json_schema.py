"""JSON Schema made of types: what a ``TypedDict`` declares is described without a second list.

Understood are texts, numbers, truth values, ``None``, ``Any``, ``Literal``, unions, lists,
dictionaries with text keys, ``TypedDict`` classes, and ``Annotated`` with one of the marks of
:mod:`~cs_simulator.server.control.contract.marks`. The text after a field of a ``TypedDict``
describes the field.
"""

import ast
import builtins
import inspect
import sys
import types
import typing
from itertools import pairwise
from textwrap import dedent
from typing import Any, NotRequired, get_args, get_origin, get_type_hints, is_typeddict

from cs_simulator.domain.docstrings import docstring
from cs_simulator.server.control.contract.marks import Format, OneOf

Json = dict[str, Any]

_SIMPLE: dict[type | None, str] = {
    str: "string", int: "integer", float: "number", bool: "boolean", dict: "object",
    None: "null", types.NoneType: "null",
}  # fmt: skip


class Schemas:
    """Makes schemas; named objects are collected in ``definitions`` and referred to from there."""

    def __init__(self, prefix: str = "#/$defs/") -> None:
        self.definitions: dict[str, Json] = {}
        self._prefix = prefix

    def of(self, kind: Any) -> Json:
        """The schema of a type."""
        if is_typeddict(kind):
            return self._reference(kind)
        if kind is Any:
            return {}
        name = _SIMPLE.get(kind) if isinstance(kind, type | None) else None
        return {"type": name} if name else self._composed(kind)

    def _composed(self, kind: Any) -> Json:
        """The schema of a type that is made of others."""
        arguments = get_args(kind)
        match get_origin(kind):
            case typing.Annotated:
                return self.of(arguments[0]) | _annotation(arguments[1])
            case typing.Literal:
                return {"enum": list(arguments)}
            case typing.Union | types.UnionType:
                return self._union(arguments)
            case builtins.list:
                return {"type": "array", "items": self.of(arguments[0])}
            case builtins.dict:
                values = self.of(arguments[1])
                return {"type": "object"} | ({"additionalProperties": values} if values else {})
        raise TypeError(f"{kind} has no JSON Schema here")

    def _union(self, arguments: tuple[Any, ...]) -> Json:
        """``["string", "null"]`` where that is enough, ``anyOf`` where it is not."""
        schemas = [self.of(argument) for argument in arguments]
        details = [schema for schema in schemas if schema.keys() - {"type"}]
        mergeable = len(details) <= 1 and all(
            schema.keys() <= {"type", "format"} for schema in schemas
        )
        if not mergeable:
            return {"anyOf": schemas}
        merged = details[0] if details else {}
        return merged | {"type": [schema["type"] for schema in schemas]}

    def _reference(self, kind: type) -> Json:
        name = kind.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # what refers to itself ends here
            self.definitions[name] = self._object(kind)
        return {"$ref": f"{self._prefix}{name}"}

    def _object(self, kind: type) -> Json:
        described = _descriptions(kind)
        properties = {
            name: self.of(_present(hint)) | described.get(name, {})
            for name, hint in get_type_hints(kind, include_extras=True).items()
        }
        required: frozenset[str] = kind.__required_keys__  # type: ignore[attr-defined]
        return {
            "type": "object",
            "description": docstring(kind).replace("``", "`"),
            "properties": properties,
            "required": [name for name in properties if name in required],
            "additionalProperties": False,
        }


def standalone(kind: Any) -> Json:
    """The schema of a type with all that it refers to."""
    schemas = Schemas()
    schema = schemas.of(kind)
    return schema | ({"$defs": schemas.definitions} if schemas.definitions else {})


def _annotation(mark: object) -> Json:
    match mark:
        case Format(name):
            return {"format": name}
        case OneOf(values):
            return {"enum": [str(value) for value in values()]}
    raise TypeError(f"{mark!r} says nothing to JSON Schema")


def _present(hint: Any) -> Any:
    """The type of a field that may be left out, once it is there."""
    return get_args(hint)[0] if get_origin(hint) is NotRequired else hint


def _descriptions(kind: type) -> dict[str, Json]:
    """The texts after the fields of a ``TypedDict`` and of its bases; none without source."""
    try:
        [parsed] = ast.parse(dedent(inspect.getsource(kind))).body
    except OSError:
        return {}
    if not isinstance(parsed, ast.ClassDef):
        return {}
    found: dict[str, Json] = {}
    for base in parsed.bases:
        extended = getattr(sys.modules[kind.__module__], getattr(base, "id", ""), None)
        if extended is not None and is_typeddict(extended):
            found |= _descriptions(extended)
    for field, text in pairwise(parsed.body):
        match field, text:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(words))),
            ):
                found[name] = {"description": inspect.cleandoc(words).replace("``", "`")}
    return found
