import pytest
from cs_simulator.domain.errors import ApiError
from cs_simulator.kubernetes.patches import json_patch

# From RFC 6902, appendix A, and the rules of its section 4: target, operations, result.
EXAMPLES = {
    "a field": ({"a": 1}, [{"op": "add", "path": "/b", "value": 2}], {"a": 1, "b": 2}),
    "an element": (
        {"a": [1, 3]},
        [{"op": "add", "path": "/a/1", "value": 2}],
        {"a": [1, 2, 3]},
    ),
    "an element at the end": (
        {"a": [1]},
        [{"op": "add", "path": "/a/-", "value": [2]}],
        {"a": [1, [2]]},
    ),
    "an element before the last": (
        {"a": [1, 3]},
        [{"op": "add", "path": "/a/-1", "value": 2}],
        {"a": [1, 2, 3]},
    ),
    "a field again": ({"a": 1}, [{"op": "add", "path": "/a", "value": None}], {"a": None}),
    "a removed field": ({"a": 1, "b": 2}, [{"op": "remove", "path": "/a"}], {"b": 2}),
    "a removed element": ({"a": [1, 2]}, [{"op": "remove", "path": "/a/0"}], {"a": [2]}),
    "the last element removed": ({"a": [1, 2]}, [{"op": "remove", "path": "/a/-1"}], {"a": [1]}),
    "another value": ({"a": 1}, [{"op": "replace", "path": "/a", "value": 2}], {"a": 2}),
    "another element": ({"a": [1]}, [{"op": "replace", "path": "/a/0", "value": 2}], {"a": [2]}),
    "another document": ({"a": 1}, [{"op": "replace", "path": "", "value": {}}], {}),
    "a field moved": ({"a": {"b": 1}}, [{"op": "move", "from": "/a/b", "path": "/c"}],
        {"a": {}, "c": 1}),
    "an element moved": ({"a": [1, 2, 3]}, [{"op": "move", "from": "/a/0", "path": "/a/2"}],
        {"a": [2, 3, 1]}),
    "a field moved to itself": ({"a": 1}, [{"op": "move", "from": "/a", "path": "/a"}], {"a": 1}),
    "a field copied": ({"a": [1]}, [{"op": "copy", "from": "/a", "path": "/b"}],
        {"a": [1], "b": [1]}),
    "escapes": ({"a/b": 1, "m~n": 2}, [{"op": "remove", "path": "/a~1b"},
        {"op": "test", "path": "/m~0n", "value": 2}], {"m~n": 2}),
    "tests that pass": (
        {"a": [1, {"b": True}], "c": None},
        [{"op": "test", "path": "/a", "value": [1.0, {"b": True}]},
         {"op": "test", "path": "/c", "value": None}, {"op": "test", "path": "/d"}],
        {"a": [1, {"b": True}], "c": None},
    ),
}  # fmt: skip

REJECTED = {
    "a test of another value": [{"op": "test", "path": "/a", "value": 2}],
    "a test of another type": [{"op": "test", "path": "/a", "value": True}],
    "a test of another object": [{"op": "test", "path": "/o", "value": {"x": 2}}],
    "a test of another list": [{"op": "test", "path": "/l", "value": [1]}],
    "a field that is not there": [{"op": "remove", "path": "/x"}],
    "a parent that is not there": [{"op": "add", "path": "/x/y", "value": 1}],
    "a parent that is a value": [{"op": "add", "path": "/a/b", "value": 1}],
    "a way through a value": [{"op": "add", "path": "/a/b/c", "value": 1}],
    "an index beyond the list": [{"op": "add", "path": "/l/3", "value": 1}],
    "an index before the list": [{"op": "remove", "path": "/l/-3"}],
    "no index": [{"op": "add", "path": "/l/x", "value": 1}],
    "an index with a space": [{"op": "add", "path": "/l/ 0", "value": 1}],
    "an index and the end of a line": [{"op": "add", "path": "/l/0\n", "value": 1}],
    "an index with a sign": [{"op": "add", "path": "/l/+0", "value": 1}],
    "an index with a leading zero": [{"op": "add", "path": "/l/00", "value": 1}],
    "an index with an underscore": [{"op": "add", "path": "/l/0_0", "value": 1}],
    "an index in Arabic digits": [{"op": "add", "path": "/l/\u0660", "value": 1}],
    "an index of many digits": [{"op": "add", "path": f"/l/{'9' * 5000}", "value": 1}],
    "a list moved into itself": [{"op": "move", "from": "/l", "path": "/l/0"}],
    "a copy of nothing": [{"op": "copy", "from": "/x", "path": "/y"}],
    "a document that is no object": [{"op": "replace", "path": "", "value": 1}],
    "no document": [{"op": "remove", "path": ""}],
    "another value of nothing": [{"op": "replace", "path": "/x", "value": 1}],
}

WRONG = {
    "no object": ["add"],
    "an unknown operation": [{"op": "put", "path": "/a"}],
    "no operation": [{"path": "/a"}],
    "an operation that is no text": [{"op": [], "path": "/a"}],
    "no path": [{"op": "remove"}],
    "no pointer": [{"op": "remove", "path": "a"}],
    "no source": [{"op": "copy", "path": "/b"}],
    "no value": [{"op": "add", "path": "/b"}],
}


@pytest.mark.parametrize(("target", "patch", "result"), EXAMPLES.values(), ids=EXAMPLES)
def test_the_operations_do_what_the_rfc_says(target, patch, result):
    assert json_patch.apply(target, patch) == result


@pytest.mark.parametrize("patch", REJECTED.values(), ids=REJECTED)
def test_an_operation_that_fails_changes_nothing(patch):
    target = {"a": 1, "l": [1, 2], "o": {"x": "a secret"}}

    with pytest.raises(ApiError) as raised:
        json_patch.apply(target, [{"op": "remove", "path": "/l/0"}, *patch])

    assert raised.value.status == 422
    assert raised.value.code == "Invalid"
    assert "a secret" not in raised.value.message
    assert target == {"a": 1, "l": [1, 2], "o": {"x": "a secret"}}


@pytest.mark.parametrize("patch", WRONG.values(), ids=WRONG)
def test_what_is_no_patch_is_refused(patch):
    with pytest.raises(ApiError, match="invalid JSON patch: operation 0") as raised:
        json_patch.apply({"a": 1}, patch)

    assert raised.value.status == 400


def test_ten_thousand_operations_are_enough():
    with pytest.raises(ApiError, match="10000, got 10001") as raised:
        json_patch.apply({}, [{"op": "add", "path": "/a", "value": 1}] * 10_001)

    assert raised.value.status == 413


def test_a_copied_value_is_another_one():
    patch = [
        {"op": "copy", "from": "/a", "path": "/b"},
        {"op": "add", "path": "/b/-", "value": 2},
    ]

    assert json_patch.apply({"a": [1]}, patch) == {"a": [1], "b": [1, 2]}


# Each doubles what there is.
DOUBLING = {
    "a document into itself": [
        {"op": "copy", "from": "", "path": f"/x{number}"} for number in range(40)
    ],
    "a field into itself": [
        {"op": "copy", "from": "/data", "path": f"/data/x{number}"} for number in range(40)
    ],
    "a list into itself": [{"op": "copy", "from": "/l", "path": "/l/-"}] * 40,
}


@pytest.mark.parametrize("patch", DOUBLING.values(), ids=DOUBLING)
def test_what_a_patch_copies_is_bounded_in_total(patch):
    target = {"data": {"a": "x" * 1000}, "l": ["x" * 1000]}

    with pytest.raises(
        ApiError, match=r"accumulated size .* exceeding the limit 3145728"
    ) as raised:
        json_patch.apply(target, patch)

    assert (raised.value.status, raised.value.code) == (413, "RequestEntityTooLarge")


def test_values_below_the_limit_are_copied():
    patch = [{"op": "copy", "from": "/a", "path": f"/x{number}"} for number in range(3)]

    made = json_patch.apply({"a": "x" * 1_000_000}, patch)

    assert sorted(made) == ["a", "x0", "x1", "x2"]


def nested(depth):
    value = {}
    for _ in range(depth):
        value = {"a": value}
    return value


DEEPER = {
    "added": [{"op": "add", "path": "/a" * 150, "value": nested(150)}],
    "moved": [{"op": "move", "from": "/b", "path": "/a" * 150}],
    "copied": [{"op": "copy", "from": "/b", "path": "/a" * 150}],
    "copied again": [
        {"op": "copy", "from": "/b", "path": "/a" * 150},
        {"op": "copy", "from": "", "path": "/c"},
    ],
}


@pytest.mark.parametrize("patch", DEEPER.values(), ids=DEEPER)
def test_a_patch_that_nests_too_deep_is_refused(patch):
    with pytest.raises(ApiError, match="nested too deep") as raised:
        json_patch.apply({**nested(150), "b": nested(150)}, patch)

    assert raised.value.status == 422
