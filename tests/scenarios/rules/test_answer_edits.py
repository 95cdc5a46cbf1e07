"""Changing the fields of an answer by path."""

import json

import pytest
from cs_simulator.scenarios.rules.answer_edits import Edit, answer_path, edited, problem_of

ANSWER = {
    "state": "running",
    "nodes": [{"id": 1, "ip": ["a", "b"]}, {"id": 2}, {"id": 3}],
    "meta": '{"proxy":"ipvs","list":[1]}',
    "text": "{not json",
    "none": None,
}


def changed(how, path, value=None, answer=ANSWER):
    return json.loads(edited(json.dumps(answer).encode(), [Edit(how, answer_path(path), value)]))


@pytest.mark.parametrize(
    ("how", "path", "value", "changes"),
    [
        ("set", "state", "failed", {"state": "failed"}),
        ("set", "new", [1], {"new": [1]}),
        ("set", "nodes[0].id", 9,
         {"nodes": [{"id": 9, "ip": ["a", "b"]}, {"id": 2}, {"id": 3}]}),
        ("set", "nodes[-1]", 7, {"nodes": [*ANSWER["nodes"][:2], 7]}),
        ("set", "meta.proxy", "iptables", {"meta": '{"proxy":"iptables","list":[1]}'}),
        ("set", "meta.list[0]", 2, {"meta": '{"proxy":"ipvs","list":[2]}'}),
        ("drop", "state", None, {"state": ...}),
        ("drop", "nodes[0]", None, {"nodes": ANSWER["nodes"][1:]}),
        ("drop", "nodes[*]", None, {"nodes": []}),
        ("drop", "nodes[*].id", None, {"nodes": [{"ip": ["a", "b"]}, {}, {}]}),
        ("drop", "nodes[*].ip[0]", None,
         {"nodes": [{"id": 1, "ip": ["b"]}, {"id": 2}, {"id": 3}]}),
        ("null", "nodes", None, {"nodes": None}),
        ("null", "nodes[1].id", None, {"nodes": [ANSWER["nodes"][0], {"id": None}, {"id": 3}]}),
    ],
)  # fmt: skip
def test_fields_are_set_dropped_and_nulled(how, path, value, changes):
    expected = {key: value for key, value in {**ANSWER, **changes}.items() if value is not ...}
    assert changed(how, path, value) == expected


@pytest.mark.parametrize(
    ("how", "path"),
    [
        ("drop", "nothing"),
        ("null", "nothing"),
        ("null", "none"),
        ("drop", "nodes[3]"),
        ("drop", "nodes[-4]"),
        ("drop", "nodes.id"),
        ("drop", "[0]"),
        ("set", "nothing.inside"),
        ("set", "none.inside"),
        ("set", "state.inside"),
        ("set", "text.inside"),
        ("drop", "nodes[0][1]"),
    ],
)
def test_what_is_not_there_is_not_changed(how, path):
    body = json.dumps(ANSWER).encode()
    assert edited(body, [Edit(how, answer_path(path), 1)]) is body


@pytest.mark.parametrize("body", [b"", b"<html>", b'"a"', b"[1"])
def test_what_is_no_object_is_not_changed(body):
    assert edited(body, [Edit("drop", answer_path("state"))]) is body


def test_a_list_at_the_top_is_changed():
    assert changed("drop", "[*].a", answer=[{"a": 1}, {"b": 2}]) == [{}, {"b": 2}]


def test_edits_are_made_one_after_the_other():
    edits = [Edit("set", answer_path("a"), {"b": 1}), Edit("drop", answer_path("a.b"))]
    assert json.loads(edited(b"{}", edits)) == {"a": {}}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a", ("a",)),
        ("a.b-c_d", ("a", "b-c_d")),
        ("a[0][-1].b", ("a", 0, -1, "b")),
        ("[*]", (None,)),
        ("a[*].b", ("a", None, "b")),
    ],
)
def test_a_path_is_keys_and_indexes(text, path):
    assert answer_path(text) == path
    assert problem_of(text) == ""


@pytest.mark.parametrize("text", ["", ".", ".a", "a..b", "a.", "a[", "a[x]", "a[]", "a]b", "a[1"])
def test_what_is_no_path_says_how_to_write_one(text):
    assert "write one like nodes[*].state" in problem_of(text)
    with pytest.raises(ValueError, match="is no path of a field"):
        answer_path(text)
