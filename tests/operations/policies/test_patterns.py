"""Regular expressions of policies: they find what Python's find, in bounded time."""

import re

import pytest
from cs_simulator.cluster_types.ack.policies.patterns import PatternError, compiled, is_found
from hypothesis import given, reject
from hypothesis import strategies as st

ATOMS = ("a", "b", ".", "[ab]", "[^a]", "[a-c_]", r"\d", r"\W", r"\.", "^", "$", "[]a]", "[a-]")
PATTERNS = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda two: f"(?:{two[0]}|{two[1]})"),
        st.tuples(inner, st.sampled_from(("*", "+", "?", "{2}", "{1,}", "{0,2}", "*?"))).map(
            lambda two: f"({two[0]}){two[1]}"
        ),
    ),
    max_leaves=6,
)


@given(PATTERNS, st.text("abc1.-_\n", max_size=8))
def test_a_pattern_finds_what_it_finds_elsewhere(pattern, text):
    try:
        found = is_found(pattern, text)
    except PatternError:
        reject()  # repetitions are nested too deep
    assert found == bool(re.search(pattern.replace("$", r"\Z"), text, re.ASCII))


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("^test.*$", "test_233", True),
        ("^test.*$", "233", False),
        ("^(dev|prod)$", "prod", True),
        ("^(dev|prod)$", "production", False),
        ("", "", True),
        ("a{", "a{", True),
        ("^x$", "x" * 300, False),
    ],
)
def test_patterns_of_labels(pattern, text, expected):
    assert is_found(pattern, text) is expected


@pytest.mark.parametrize(
    "pattern",
    ["(", "a)", "[a", "*", "a\\", r"\pL", "(?i)a", "a{2000}", "((a{99}){99}){99}", "a" * 300],
)
def test_what_cannot_be_read_is_said(pattern):
    with pytest.raises(PatternError):
        compiled(pattern)


@pytest.mark.parametrize("pattern", ["^(a|a)*b$", "^(a+)+$", "(a*)*b", "^" + "(a|a)" * 40 + "b$"])
def test_patterns_that_try_everything_elsewhere_are_quick(pattern):
    assert not is_found(pattern, "a" * 60 + "!")
