"""Choosing calls, and judging how a caller behaved."""

import pytest
from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import CallEntry
from cs_simulator.scenarios.expectations.call_filter import CallFilter
from cs_simulator.scenarios.expectations.judge import judge


def a_call(serial, **fields):
    plain = {
        "request_id": f"R{serial}",
        "at": serial * SECOND,
        "received": serial * SECOND,
        "duration": 100,
        "operation": "DescribeTaskInfo",
        "method": "GET",
        "target": "/tasks/T-1",
        "body": "",
        "status": 200,
        "code": "",
        "answer": "{}",
        "cluster_id": "c1",
        "task_id": "T-1",
        "unread": "",
    }
    return CallEntry(serial=serial, **{**plain, **fields})


def calls_at(*seconds, **fields):
    return [
        a_call(number, at=round(second * SECOND), received=0, **fields)
        for number, second in enumerate(seconds, 1)
    ]


CREATE = {"operation": "CreateCluster", "method": "POST", "target": "/clusters", "body": "{}"}
REFUSED = {**CREATE, "status": 503, "code": "ServiceUnavailable"}

HISTORY = [
    a_call(1, **REFUSED),
    a_call(2, **REFUSED),
    a_call(3, **CREATE, status=202),
    a_call(4),
    a_call(5, operation="DeleteCluster", method="DELETE", target="/clusters/c1", status=202),
    a_call(6, status=404, code="ErrorTaskNotFound"),
]


@pytest.mark.parametrize(
    ("given", "serials"),
    [
        ({}, [1, 2, 3, 4, 5, 6]),
        ({"operation": "CreateCluster"}, [1, 2, 3]),
        ({"operation": "De*"}, [4, 5, 6]),
        ({"status": "404"}, [6]),
        ({"status": 503}, [1, 2]),
        ({"status": "2xx"}, [3, 4, 5]),
        ({"code": "Error*"}, [6]),
        ({"method": "delete"}, [5]),
        ({"path": "/clusters*"}, [1, 2, 3, 5]),
        ({"cluster": "C1", "operation": "Delete*"}, [5]),
        ({"since": "1970-01-01T00:00:05Z"}, [5, 6]),
        ({"until": "1970-01-01T00:00:02Z"}, [1, 2]),
    ],
)
def test_calls_are_chosen(given, serials):
    assert [call.serial for call in CallFilter.read(given).choose(HISTORY)] == serials


@pytest.mark.parametrize(
    "given", [{"verb": "GET"}, {"status": True}, {"code": ["a"]}, {"since": "yesterday"}]
)
def test_a_filter_that_makes_no_sense_is_refused(given):
    with pytest.raises(ValueError, match=r"\w"):
        CallFilter.read(given)


POLLS = {"operation": "DescribeTaskInfo"}
DOUBLING = calls_at(0, 1, 3, 7, 15)
STEADY = calls_at(0, 1, 2, 3, 4)

JUDGEMENTS = [
    ({"count": 6}, HISTORY, None),
    ({"count": 5}, HISTORY, [1, 2, 3, 4, 5, 6]),
    ({"calls": {"operation": "CreateCluster"}, "count": {"max": 3}},
     HISTORY, None),
    ({"calls": {"operation": "CreateCluster"}, "count": {"min": 4}}, HISTORY, [1, 2, 3]),
    ({"calls": {"operation": "CreateCluster"}, "attempts": {"max": 3}}, HISTORY, None),
    ({"calls": {"operation": "CreateCluster"}, "attempts": {"max": 2}}, HISTORY, [1, 2, 3]),
    ({"calls": {"operation": "CreateCluster"}, "attempts": {"min": 4}}, HISTORY, [1, 2, 3]),
    ({"order": ["CreateCluster", "DescribeTaskInfo", "DeleteCluster"]}, HISTORY, None),
    ({"order": ["DeleteCluster", "CreateCluster"]}, HISTORY, [1, 2, 3, 4, 5, 6]),
    ({"calls": POLLS, "no_call_after": {"operation": "DeleteCluster"}}, HISTORY, [5, 6]),
    ({"calls": {"operation": "CreateCluster"}, "no_call_after": {"operation": "CreateCluster"}},
     HISTORY, None),
    ({"gap": {"min": "1s", "growing": True}}, DOUBLING, None),
    ({"gap": {"min": "1s", "growing": True}}, STEADY, [2, 3]),
    ({"gap": {"min": "2s"}}, DOUBLING, [1, 2]),
    ({"gap": {"max": "5s"}}, DOUBLING, [4, 5]),
    ({"gap": {"growing": True, "jitter": 0.2}}, calls_at(0, 2, 3.7, 6), None),
    ({"gap": {"growing": True}}, calls_at(0, 2, 3.7, 6), [2, 3]),
    ({"time": "real", "gap": {"min": "1s"}}, DOUBLING, [1, 2]),
    ({"concurrency": {"max": 1}}, HISTORY, None),
    ({"concurrency": {"max": 1}}, STEADY, [1, 2]),
]  # fmt: skip


@pytest.mark.parametrize(("expectation", "calls", "proof"), JUDGEMENTS)
def test_a_caller_is_judged(expectation, calls, proof):
    verdict = judge(expectation, calls)
    assert verdict.passed == (proof is None), verdict.reason
    assert bool(verdict.reason) == (proof is not None)
    assert [call.serial for call in verdict.proof] == (proof or [])


@pytest.mark.parametrize(
    ("expectation", "piece"),
    [
        ("count", "object"),
        ({}, "nothing is expected"),
        ({"calls": {}}, "nothing is expected"),
        ({"counts": 1}, "unknown 'counts'"),
        ({"calls": {"verb": "GET"}, "count": 1}, "unknown 'verb'"),
        ({"calls": [], "count": 1}, "calls is an object"),
        ({"count": "three"}, "count"),
        ({"count": {"about": 3}}, "count"),
        ({"count": {"max": -1}}, "count"),
        ({"attempts": {}}, "attempts"),
        ({"gap": 3}, "gap"),
        ({"gap": {"min": "soon"}}, "duration"),
        ({"gap": {"jitter": 2}}, "jitter"),
        ({"order": "CreateCluster"}, "order"),
        ({"no_call_after": "DeleteCluster"}, "no_call_after"),
        ({"time": "local", "count": 1}, "virtual or real"),
    ],
)
def test_an_expectation_that_makes_no_sense_is_refused(expectation, piece):
    with pytest.raises(ValueError, match=piece):
        judge(expectation, HISTORY)
