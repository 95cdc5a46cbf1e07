"""JSON Schema from types: each type that shapes are made of, and what is no such type."""

from typing import Annotated, Any, Literal, NotRequired, TypedDict

import pytest
from cs_simulator.domain.records import TaskState
from cs_simulator.server.control.contract.json_schema import Schemas, standalone
from cs_simulator.server.control.contract.marks import Format, OneOf


class Leaf(TypedDict):
    """The ``end``."""

    name: str


class Base(TypedDict):
    """What others extend."""

    leaf: Leaf
    """Never ``null``."""


class Whole(Base):
    """A whole one."""

    parts: list[Leaf]
    note: NotRequired[str]
    """May be
    left out."""
    parent: "Whole | None"


TYPES = [
    (str, {"type": "string"}),
    (int, {"type": "integer"}),
    (float, {"type": "number"}),
    (bool, {"type": "boolean"}),
    (None, {"type": "null"}),
    (dict, {"type": "object"}),
    (Any, {}),
    (Literal["a", "b"], {"enum": ["a", "b"]}),
    (str | None, {"type": ["string", "null"]}),
    (str | float, {"type": ["string", "number"]}),
    (list[int], {"type": "array", "items": {"type": "integer"}}),
    (dict[str, int], {"type": "object", "additionalProperties": {"type": "integer"}}),
    (dict[str, Any], {"type": "object"}),
    (Annotated[str, Format("date-time")], {"type": "string", "format": "date-time"}),
    (
        Annotated[str, Format("date-time")] | None,
        {"type": ["string", "null"], "format": "date-time"},
    ),
    (
        Annotated[str, OneOf(lambda: TaskState)],
        {"type": "string", "enum": list(TaskState)},
    ),
    (list[int] | None, {"anyOf": [{"type": "array", "items": {"type": "integer"}},
                                  {"type": "null"}]}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "schema"), TYPES, ids=range(len(TYPES)))
def test_a_type_has_its_schema(kind, schema):
    assert Schemas().of(kind) == schema


def test_a_shape_is_referred_to_and_defined_once_with_the_texts_of_its_fields():
    schema = standalone(list[Whole])
    assert schema == {
        "type": "array",
        "items": {"$ref": "#/$defs/Whole"},
        "$defs": {
            "Leaf": {
                "type": "object",
                "description": "The `end`.",
                "properties": {"name": {"type": "string"}},
                "required": ["name"],
                "additionalProperties": False,
            },
            "Whole": {
                "type": "object",
                "description": "A whole one.",
                "properties": {
                    "leaf": {"$ref": "#/$defs/Leaf", "description": "Never `null`."},
                    "parts": {"type": "array", "items": {"$ref": "#/$defs/Leaf"}},
                    "note": {"type": "string", "description": "May be\nleft out."},
                    "parent": {"anyOf": [{"$ref": "#/$defs/Whole"}, {"type": "null"}]},
                },
                "required": ["leaf", "parts", "parent"],
                "additionalProperties": False,
            },
        },
    }


@pytest.mark.parametrize("kind", [set[int], complex, Annotated[str, "a mark"]], ids=str)
def test_what_no_shape_is_made_of_has_no_schema(kind):
    with pytest.raises(TypeError):
        Schemas().of(kind)
