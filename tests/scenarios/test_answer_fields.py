"""What must hold of the fields of an answer, and how a difference is said."""

import pytest
from cs_simulator.scenarios.answer_fields import differences
from cs_simulator.scenarios.declaration import build
from cs_simulator.scenarios.script import ScriptStep

BODY = {
    "state": "running",
    "size": 3,
    "tags": [],
    "nodes": [{"state": "running", "ips": ["10.0.0.1"]}, {"state": "failed", "ips": []}],
    "meta_data": '{"Capabilities": {"ProxyMode": "ipvs"}}',
    "note": "{not json",
    "nothing": None,
}


def found(expected, body=BODY):
    step = build(ScriptStep, {"call": "GET /clusters", "expect_body": expected})
    return differences(body, step.expect_body)


@pytest.mark.parametrize(
    "expected",
    [
        {},
        {"state": "running", "size": 3},
        {"size": {"gt": 2, "lte": 3}},
        {"state": {"glob": "run*"}},
        {"state": {"in": ["running", "failed"]}},
        {"nodes[0].state": "running"},
        {"nodes[-1].state": "failed"},
        {"nodes[*].state": {"in": ["running", "failed"]}},
        {"nodes[0].ips[0]": "10.0.0.1"},
        {"nodes": {"eq": BODY["nodes"]}},
        {"nodes[2]": {"exists": False}},
        {"tags[*].value": {"exists": False}},
        {"meta_data.Capabilities.ProxyMode": "ipvs"},
        {"note.a": {"exists": False}},
        {"note": "{not json"},
        {"state.a": {"exists": False}},
        {"nothing": {"exists": False}, "zone": {"exists": False}},
        {"nothing": None},
    ],
)
def test_what_holds_is_no_difference(expected):
    assert found(expected) == []


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ({"state": "failed"}, "state is 'running', and 'failed' was expected"),
        ({"size": "3"}, "size is 3, and '3' was expected"),
        ({"size": {"gt": 3}}, "size is 3, and {gt: 3} was expected"),
        ({"zone": {"ne": "b"}}, "zone is missing, and {ne: b} was expected"),
        ({"zone": {"in": [None]}}, "zone is missing, and {in: [null]} was expected"),
        ({"zone": "b"}, "zone is missing, and 'b' was expected"),
        ({"nothing": "b"}, "nothing is missing, and 'b' was expected"),
        ({"nodes[*].state": "running"}, "nodes[1].state is 'failed', and 'running' was expected"),
        ({"nodes[-1].ips[0]": "a"}, "nodes[-1].ips[0] is missing, and 'a' was expected"),
        ({"tags[*].value": "a"}, "tags[*].value is missing, and 'a' was expected"),
        ({"nodes[2].state": {"exists": True}}, "nodes[2].state is missing, and {exists: true} was"),
    ],
)
def test_a_difference_says_what_is_there_and_what_was_expected(expected, said):
    [difference] = found(expected)
    assert difference.startswith(said)


def test_each_path_that_differs_is_said():
    assert len(found({"state": "failed", "size": 4, "tags": {"exists": True}})) == 2


def test_the_body_itself_may_be_a_list():
    assert found({"[0].name": "a", "[*].name": {"glob": "?"}}, [{"name": "a"}, {"name": "b"}]) == []
