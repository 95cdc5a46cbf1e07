"""What files may write for ``when``, ``fire`` and ``select``, and what makes no sense there."""

import pytest
from cs_simulator.scenarios.declaration import build
from cs_simulator.scenarios.rules.conditions import (
    ABSENT,
    FirePolicy,
    Operators,
    Selection,
    TimeOfDay,
    When,
    Window,
)


@pytest.mark.parametrize(
    ("nth", "ranges"),
    [
        (1, ((1, 1),)),
        (999_999_999, ((999_999_999, 999_999_999),)),
        ("7", ((7, 7),)),
        ("2-4", ((2, 4),)),
        ("2-", ((2, 2),)),
        ("3-3", ((3, 3),)),
        ([1, "3-5"], ((1, 1), (3, 5))),
    ],
)
def test_ranges_of_matches(nth, ranges):
    assert build(FirePolicy, {"nth": nth}).nth == ranges


NEITHER = ": write a number from 1, or a range such as 2-4"
ASCENDING = "must be ascending, from 1; write it like 2-4"


@pytest.mark.parametrize(
    ("nth", "cause"),
    [
        ([], "write nth as a number, a range such as 2-4, or a list of them"),
        ({}, "write nth as a number, a range such as 2-4, or a list of them"),
        (None, "write nth as a number, a range such as 2-4, or a list of them"),
        (1.5, "write nth as a number, a range such as 2-4, or a list of them"),
        ("two", f"'two'{NEITHER}"),
        ("-2", f"'-2'{NEITHER}"),
        ("2-x", f"'2-x'{NEITHER}"),
        ("²", f"'²'{NEITHER}"),
        (True, f"True{NEITHER}"),
        ([2, False], f"False{NEITHER}"),
        (0, f"0 {ASCENDING}"),
        ("0-3", f"'0-3' {ASCENDING}"),
        ("4-3", f"'4-3' {ASCENDING}"),
        (10**9, f"1000000000 {ASCENDING}"),
        (10**9 + 1, f"1000000001 {ASCENDING}"),
        ("1-1000000000", f"'1-1000000000' {ASCENDING}"),
    ],
)
def test_ranges_that_make_no_sense_are_refused(nth, cause):
    with pytest.raises(ValueError, match=f"^{cause}$"):
        build(FirePolicy, {"nth": nth})


def test_a_policy_fires_always_by_default():
    assert build(FirePolicy, {}) == FirePolicy(
        skip=0, times=None, nth=(), every=1, probability=1.0, window=Window(), per=None
    )
    assert build(Window, {}) == Window(after=0, lasts=None, every=None)


@pytest.mark.parametrize(
    "source",
    [{"count": 1, "index": [0]}, {"count": 0, "percent": 0}, {"percent": 1, "index": []}],
)
def test_nodes_are_selected_in_one_way(source):
    with pytest.raises(ValueError, match="give one of count, percent and index"):
        build(Selection, source)


@pytest.mark.parametrize("source", [{}, {"count": 0}, {"percent": 0}, {"index": []}])
def test_one_way_to_select_may_be_given(source):
    assert build(Selection, source) == Selection(
        **{k: tuple(v) if k == "index" else v for k, v in source.items()}
    )


def test_a_pattern_in_slashes_must_be_a_regular_expression():
    with pytest.raises(
        ValueError, match=r"^/\(/ is no regular expression that is known here: a \( is not closed"
    ):
        build(When, {"cluster": ["a(", "/(/"]})
    assert build(When, {"cluster": ["a(", "/(a)/"]}).cluster == ("a(", "/(a)/")


def test_a_day_is_whole_by_default():
    assert build(TimeOfDay, {}) == TimeOfDay(after="00:00", before="24:00")


def test_operators_that_are_given_come_in_the_order_of_their_names():
    operators = build(Operators, {"lte": 3, "eq": None, "in": [1], "exists": False})
    assert operators.given() == [("eq", None), ("exists", False), ("in", (1,)), ("lte", 3)]
    assert Operators().given() == []
    assert repr(ABSENT) == "absent"
