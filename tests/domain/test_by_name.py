"""Values are read from JSON by the names of their fields, whoever wrote it."""

from dataclasses import dataclass
from typing import NamedTuple

import pytest
from cs_simulator.domain import by_name


class Point(NamedTuple):
    x: int
    y: int = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    x: int
    y: int = 7


@pytest.mark.parametrize("kind", [Point, Place])
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"x": 1, "y": 2}, (1, 2)),
        ({"y": 2, "x": 1}, (1, 2)),
        ({"x": 1}, (1, 7)),
        ({"x": 1, "z": 3}, (1, 7)),
    ],
)
def test_a_missing_field_has_its_default_and_an_unknown_name_is_skipped(kind, values, expected):
    value = by_name.build(kind, values)

    assert type(value) is kind
    assert (value.x, value.y) == expected


@pytest.mark.parametrize("kind", [Point, Place])
def test_a_field_without_a_default_must_be_there(kind):
    with pytest.raises(TypeError, match="x"):
        by_name.build(kind, {"y": 1})
