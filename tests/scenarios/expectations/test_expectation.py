"""Expectations as files declare them: what they are about, and what makes no sense."""

import pytest
from cs_simulator.scenarios.declaration import build
from cs_simulator.scenarios.expectations.bounds import Bounds
from cs_simulator.scenarios.expectations.expectation import (
    ClusterPattern,
    Expectation,
    NodePattern,
    TaskPattern,
    check,
    matches,
)


@pytest.mark.parametrize(
    ("source", "hits"),
    [(2, Bounds(2, 2)), ({"max": 2}, Bounds(0, 2)), ({}, Bounds(1)), (Bounds(4), Bounds(4))],
)
def test_bounds_of_an_expectation_are_at_least_one_by_default(source, hits):
    assert build(Expectation, {"rule": "r", "hits": source}).hits == hits


@pytest.mark.parametrize(
    ("source", "pattern"),
    [
        ({"clusters": {"name": "a"}}, ("clusters", ClusterPattern(name=("a",)))),
        ({"clusters": {}}, ("clusters", ClusterPattern())),
        ({"nodes": {"is_lost": True}}, ("nodes", NodePattern(is_lost=True))),
        ({"tasks": {"state": ["failed"]}}, ("tasks", TaskPattern(state=("failed",)))),
        ({"rule": "r"}, None),
        ({"calls": {}}, None),
    ],
)
def test_an_expectation_about_resources_has_a_pattern(source, pattern):
    assert build(Expectation, source).pattern() == pattern


@pytest.mark.parametrize(
    ("pattern", "shown", "expected"),
    [
        (ClusterPattern(), {"name": "a", "state": "running"}, True),
        (ClusterPattern(name=("a",)), {"name": "a", "state": "running"}, True),
        (ClusterPattern(name=("b", "a*")), {"name": "a1", "state": "running"}, True),
        (ClusterPattern(name=("b",)), {"name": "a", "state": "running"}, False),
        (ClusterPattern(name=("a",), state=("failed",)), {"name": "a", "state": "running"}, False),
        (NodePattern(is_lost=True), {"cluster": "a", "state": "running", "is_lost": True}, True),
        (NodePattern(is_lost=True), {"cluster": "a", "state": "running", "is_lost": False}, False),
        (NodePattern(is_lost=False), {"cluster": "a", "state": "running", "is_lost": False}, True),
        (NodePattern(is_lost=False), {"cluster": "a", "state": "running", "is_lost": True}, False),
        (TaskPattern(error_code=("No*",)), {"error_code": "NoStock"}, True),
        (TaskPattern(error_code=("No*",)), {"error_code": ""}, False),
    ],
)
def test_a_pattern_matches_what_is_shown_of_a_resource(pattern, shown, expected):
    assert matches(pattern, shown) == expected


@pytest.mark.parametrize(
    "source",
    [
        {"rule": "r", "hits": 1},
        {"clusters": {}, "count": 1},
        {"nodes": {}, "count": {"min": 1}},
        {"tasks": {}, "count": 0},
        {"calls": {}, "count": 1},
        {"count": 1},
        {"calls": {"operation": "A"}, "attempts": {"max": 3}, "time": "real"},
        {"rule": "r", "hits": 1, "clusters": None},
    ],
)
def test_an_expectation_of_one_thing_makes_sense(source):
    check(source)


@pytest.mark.parametrize(
    ("source", "cause"),
    [
        ({}, "nothing is expected; give attempts, concurrency"),
        ({"calls": {}}, "nothing is expected"),
        ({"rule": "r"}, "rule goes with hits, and with nothing else"),
        ({"rule": "r", "count": 1}, "rule goes with hits, and with nothing else"),
        ({"rule": "r", "hits": 1, "count": 1}, "rule goes with hits, and with nothing else"),
        (
            {"clusters": {}, "hits": 1},
            "clusters goes with count, and with nothing else; write that",
        ),
        ({"nodes": {}, "count": 1, "time": "real"}, "nodes goes with count"),
        ({"tasks": {}}, "tasks goes with count"),
        ({"rule": "r", "hits": 1, "tasks": {}}, "it is about rule and tasks; give one of them"),
        ({"clusters": {}, "nodes": {}, "count": 1}, "it is about clusters and nodes"),
        ({"hits": 1}, "unknown 'hits'"),
    ],
)
def test_an_expectation_of_nothing_or_of_two_things_is_refused(source, cause):
    with pytest.raises(ValueError, match=f"^{cause}"):
        check(source)
