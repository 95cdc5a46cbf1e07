"""Globs: what they match, with sets and without, and that nothing is tried again."""

import pytest
from cs_simulator.domain import globs


@pytest.mark.parametrize(
    ("glob", "value", "expected"),
    [
        ("web", "web", True),
        ("web", "WEB", False),
        ("w*", "web", True),
        ("w?b", "web", True),
        ("w[ef]b", "web", True),
        ("w[!ef]b", "web", False),
        ("w*", "a\nw", False),
        ("*", "", True),
        ("*", "a\nb", True),
    ],
)
def test_what_a_glob_matches(glob, value, expected):
    assert globs.matches(glob, value) == expected


@pytest.mark.parametrize(
    ("glob", "value", "expected"),
    [("a[b]", "ab", False), ("a[b]", "a[b]", True), ("a*[", "ax[", True), ("a?", "a[", True)],
)
def test_without_sets_a_bracket_is_itself(glob, value, expected):
    assert bool(globs.compiled(glob, has_sets=False).match(value)) == expected


@pytest.mark.parametrize("has_sets", [True, False])
@pytest.mark.parametrize("glob", ["*a" * 60 + "b", "a*" * 60 + "b", "*?*?" * 30 + "b"])
def test_many_stars_do_not_backtrack(glob, has_sets):
    # Nothing is measured: one that backtracked would take years.
    assert not globs.compiled(glob, has_sets=has_sets).match("a" * 20_000)


def test_one_of_some_globs_is_enough():
    assert globs.matches_one(("a", "w*"), "web")
    assert not globs.matches_one((), "web")
