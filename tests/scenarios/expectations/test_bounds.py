"""Bounds of numbers: what files write for them, what lies within, how they are said."""

import pytest
from cs_simulator.scenarios.expectations.bounds import Bounds, read_bounds


@pytest.mark.parametrize(
    ("source", "bounds"),
    [
        (0, Bounds(0, 0)),
        (3, Bounds(3, 3)),
        ({"exact": 0}, Bounds(0, 0)),
        ({"exact": 2}, Bounds(2, 2)),
        ({"min": 1}, Bounds(1, None)),
        ({"max": 3}, Bounds(0, 3)),
        ({"min": 1, "max": 3}, Bounds(1, 3)),
        ({"min": 3, "max": 3}, Bounds(3, 3)),
        ({"min": 0}, Bounds(0, None)),
        ({"max": 0}, Bounds(0, 0)),
    ],
)
def test_bounds_are_read(source, bounds):
    assert read_bounds("count", source) == bounds


@pytest.mark.parametrize(
    ("source", "cause"),
    [
        (True, "write count as a number, or as an object with exact, min or max"),
        ("3", "write count as a number, or as an object with exact, min or max"),
        (None, "write count as a number, or as an object with exact, min or max"),
        ({}, "write count as a number, or as an object with exact, min or max"),
        ([1], "write count as a number, or as an object with exact, min or max"),
        ({"about": 3}, "write count as a number, or as an object with exact, min or max"),
        ({"min": 1, "about": 3}, "write count as a number, or as an object with exact, min or max"),
        (-1, "count: write exact, min and max as whole numbers from 0"),
        ({"max": -1}, "count: write exact, min and max as whole numbers from 0"),
        ({"min": 1.5}, "count: write exact, min and max as whole numbers from 0"),
        ({"min": True}, "count: write exact, min and max as whole numbers from 0"),
        ({"exact": 1, "min": 1}, "count: exact goes without min and max; leave them out"),
        ({"exact": 1, "max": 1}, "count: exact goes without min and max; leave them out"),
        ({"exact": 1, "min": 1, "max": 1}, "count: exact goes without min and max; leave them out"),
        (
            {"min": 3, "max": 2},
            "count: min is more than max, which nothing can meet; write a smaller min",
        ),
    ],
)
def test_bounds_that_make_no_sense_are_refused(source, cause):
    with pytest.raises(ValueError, match=f"^{cause}$"):
        read_bounds("count", source)


@pytest.mark.parametrize(
    ("bounds", "inside"),
    [
        (Bounds(), [0, 1, 2, 3, 4]),
        (Bounds(2), [2, 3, 4]),
        (Bounds(0, 2), [0, 1, 2]),
        (Bounds(1, 3), [1, 2, 3]),
        (Bounds(2, 2), [2]),
        (Bounds(0, 0), [0]),
    ],
)
def test_numbers_lie_within_bounds(bounds, inside):
    assert [number for number in range(5) if number in bounds] == inside


@pytest.mark.parametrize(
    ("bounds", "text"),
    [
        (Bounds(0), "at least 0"),
        (Bounds(1), "at least 1"),
        (Bounds(2), "at least 2"),
        (Bounds(0, 0), "no"),
        (Bounds(1, 1), "1"),
        (Bounds(2, 2), "2"),
        (Bounds(1000, int("1000")), "1000"),  # equal, and not the same object
        (Bounds(0, 1), "at most 1"),
        (Bounds(1, 3), "1 to 3"),
    ],
)
def test_bounds_are_said_as_what_was_expected(bounds, text):
    assert str(bounds) == text


def test_bounds_are_values():
    assert {Bounds(), Bounds(0), Bounds(0, None)} == {Bounds()}
    assert (Bounds().least, Bounds().most) == (0, None)
    assert not hasattr(Bounds(), "__dict__")
