"""The shapes of queries, bodies and answers, by operation, as JSON Schema.

Sources: ``sources/sdk_shapes.yaml``, which is derived from the models of today's SDK, and
``sources/own_shapes.yaml``, which has what older clients send and read besides. Both are written as
trees of fields; :func:`schema_of` makes a schema of one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from cs_simulator.catalog._tables import read

Schema = dict[str, Any]

NOTHING = "none"
"""The answer that the SDK does not read."""
_TYPES = {"string", "boolean", "integer", "number"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SdkShape:
    """What the SDK sends for an operation, and what it reads in the answer."""

    name: str
    query: Mapping[str, Schema]
    """The keys of the query."""
    body: Schema
    """The body; empty if the SDK sends none."""
    answer: Schema
    """The body of a good answer; empty if the SDK does not read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnShape:
    """What an operation takes and answers here besides what the SDK declares."""

    name: str
    query: Mapping[str, Schema]
    """More keys of the query."""
    requires: tuple[str, ...]
    """The keys of the query, of the SDK's too, without which every call is refused."""
    also: Schema
    """More fields of the answer; empty if there are none."""
    answer: Schema
    """The answer, where the SDK declares none; empty if it does, or if the answer is empty."""


def schema_of(tree: Any, *, is_open: bool) -> Schema:
    """The JSON Schema of a tree of fields.

    A text is the name of a type, ``map`` (any object) or ``any``; a list has the tree of its items;
    a mapping has those of its fields, or under ``*`` that of all values. Objects may have other
    fields as well if *is_open*.
    """
    if isinstance(tree, list):
        [items] = tree
        return {"type": "array", "items": schema_of(items, is_open=is_open)}
    if isinstance(tree, dict):
        return _object(tree, is_open=is_open)
    if tree == "any":
        return {}
    if tree == "map":
        return {"type": "object"}
    if tree not in _TYPES:
        raise ValueError(f"unknown type {tree!r}")
    return {"type": tree}


def _object(tree: Mapping[str, Any], *, is_open: bool) -> Schema:
    if "*" in tree:
        return {"type": "object", "additionalProperties": schema_of(tree["*"], is_open=is_open)}
    fields = {name: schema_of(field, is_open=is_open) for name, field in tree.items()}
    schema: Schema = {"type": "object", "properties": fields}
    return schema if is_open else schema | {"additionalProperties": False}


@cache
def sdk_shapes() -> Mapping[str, SdkShape]:
    """The shapes of the SDK's operations, by name."""
    return read("sdk_shapes", SdkShape)


@cache
def own_shapes() -> Mapping[str, OwnShape]:
    """What is taken and answered here besides, by the operation's name."""
    return read("own_shapes", OwnShape)


@cache
def query_keys(operation: str) -> Mapping[str, Schema]:
    """The keys of an operation's query, of the SDK's and of others that it reads, by name."""
    sdk, own = sdk_shapes().get(operation), own_shapes().get(operation)
    return {**(sdk.query if sdk else {}), **(own.query if own else {})}


def merged(schema: Schema, more: Schema) -> Schema:
    """A schema with the fields of another one of the same kind; both are left as they are."""
    both = {**schema, **more}
    if "properties" in schema and "properties" in more:
        fields = dict(schema["properties"])
        for name, field in more["properties"].items():
            fields[name] = merged(fields.get(name, {}), field)
        both["properties"] = dict(sorted(fields.items()))
    if "items" in schema and "items" in more:
        both["items"] = merged(schema["items"], more["items"])
    return both
