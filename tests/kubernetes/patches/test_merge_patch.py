import pytest
from cs_simulator.kubernetes.patches import merge_patch
from hypothesis import given
from hypothesis import strategies as st

# The examples of RFC 7396, appendix A, whose target and patch are objects.
EXAMPLES = [
    ({"a": "b"}, {"a": "c"}, {"a": "c"}),
    ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
    ({"a": "b"}, {"a": None}, {}),
    ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
    ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
    ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
    ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
    ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
    ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
    ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=8,
)
OBJECTS = st.dictionaries(st.sampled_from("abcd"), JSON)


@pytest.mark.parametrize(("target", "patch", "result"), EXAMPLES)
def test_the_examples_of_the_rfc_hold(target, patch, result):
    assert merge_patch.apply(target, patch) == result


@given(OBJECTS, OBJECTS)
def test_merging_twice_is_merging_once(target, patch):
    once = merge_patch.apply(target, patch)

    assert merge_patch.apply(once, patch) == once


def test_the_target_stays_as_it_is():
    target = {"a": {"b": 1}, "c": 2}

    merge_patch.apply(target, {"a": {"b": 2}, "c": None})

    assert target == {"a": {"b": 1}, "c": 2}
