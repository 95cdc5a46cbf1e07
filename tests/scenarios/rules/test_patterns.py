"""Patterns of rules: names, globs, regular expressions."""

import pytest
from cs_simulator.scenarios.rules.patterns import is_name, is_regex, matches_one


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("/a/", True), ("//", True), ("/", False), ("", False), ("a/", False), ("/a", False)],
)
def test_a_regular_expression_is_in_two_slashes(pattern, expected):
    assert is_regex(pattern) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("web", True), ("web-1.x_y", True), ("", True), ("w*", False), ("w?b", False),
     ("[w]eb", False), ("/web/", False)],
)  # fmt: skip
def test_a_name_has_no_wildcards(pattern, expected):
    assert is_name(pattern) == expected


@pytest.mark.parametrize(
    ("globs", "value", "expected"),
    [
        (("web",), "web", True),
        (("a", "w*"), "web", True),
        (("a", "b"), "web", False),
        ((), "web", False),
        (("WEB",), "web", False),
    ],
)
def test_one_of_the_globs_must_match(globs, value, expected):
    assert matches_one(globs, value) == expected
