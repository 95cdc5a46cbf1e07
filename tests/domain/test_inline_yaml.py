"""A value on one line is YAML that is read back as the same value."""

import pytest
import yaml
from cs_simulator.domain.inline_yaml import inline_yaml
from hypothesis import given
from hypothesis import strategies as st

TEXTS = [
    ({"operation": "Describe*", "status": 404}, "operation: Describe*, status: 404"),
    ({"body": {"size": {"gte": 3}}}, "body: {size: {gte: 3}}"),
    ({"nth": [1, "2-4"], "is_lost": True, "to": None}, 'nth: [1, "2-4"], is_lost: true, to: null'),
    ({"a": "x: y"}, 'a: "x: y"'),
    ({"a": "*"}, 'a: "*"'),
    ({"a": "yes", "b": "12", "c": ""}, 'a: "yes", b: "12", c: ""'),
    ({"clusters": {}}, "clusters: {}"),
    ({}, ""),
    ("30s", "30s"),
]


@pytest.mark.parametrize(("value", "text"), TEXTS)
def test_a_value_is_written_as_people_write_it(value, text):
    assert inline_yaml(value) == text


texts = st.text(max_size=8).filter(str.isprintable)
keys = st.from_regex(r"[a-z_]{2,8}", fullmatch=True).filter(lambda key: yaml.safe_load(key) == key)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=6,
)


@given(values)
def test_inline_yaml_is_read_back_as_the_same_value(value):
    assert yaml.safe_load(f"{{value: {inline_yaml([value])}}}") == {"value": [value]}
