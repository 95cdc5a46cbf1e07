"""Choosing calls, and judging how a caller behaved."""

import pytest
from cs_simulator.domain.instants import LATEST, SECOND
from cs_simulator.domain.records import CallEntry
from cs_simulator.scenarios.expectations.bounds import Bounds
from cs_simulator.scenarios.expectations.call_filter import CallFilter
from cs_simulator.scenarios.expectations.judge import judge, within


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
        ({"user_agent": "terraform*"}, []),
        ({"user_agent": "*"}, [1, 2, 3, 4, 5, 6]),
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


def test_a_filter_chooses_everything_and_never_changes():
    assert CallFilter().patterns() == {}
    assert CallFilter().span() == (0, LATEST)
    assert {CallFilter(), CallFilter(operation="")} == {CallFilter()}
    assert not hasattr(CallFilter(), "__dict__")
    with pytest.raises(TypeError):
        CallFilter("CreateCluster")


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


QUICK = calls_at(0, 1.999_5, status=503, retry_after=2)
HASTY = calls_at(0, 1, status=503, retry_after=2)
# Two calls that overlap by their real times, and one that begins when the second has ended.
OVERLAPPING = [
    a_call(1, received=0, duration=10),
    a_call(2, received=9, duration=5),
    a_call(3, received=14, duration=5),
]

REASONS = [
    ({"count": 5}, HISTORY, "expected 5 calls, found 6"),
    ({"count": {"min": 7}}, HISTORY, "expected at least 7 calls, found 6"),
    ({"calls": {"operation": "CreateCluster"}, "attempts": {"max": 2}}, HISTORY,
     "expected at most 2 attempts by POST to /clusters, found 3"),
    ({"calls": {"operation": "CreateCluster"}, "attempts": {"min": 4}}, HISTORY,
     "expected at least 4 attempts by POST to /clusters, found 3"),
    ({"calls": {"operation": "CreateCluster"}, "attempts": 3}, HISTORY, ""),
    # who has not succeeded may try again
    ({"attempts": {"min": 3}}, HISTORY[:2], ""),
    ({"attempts": {"max": 1}}, HISTORY[:2],
     "expected at most 1 attempt by POST to /clusters, found 2"),
    ({"attempts": {"max": 2}}, HISTORY[:2], ""),
    ({"attempts": {"max": 1}}, [a_call(1, status=302), a_call(2, status=302)], ""),
    ({"attempts": {"max": 1}}, [a_call(1, status=399), a_call(2, status=399)], ""),
    ({"attempts": {"max": 1}}, [a_call(1, status=200), a_call(2, status=200)], ""),
    ({"attempts": {"max": 1}}, [a_call(1, status=199), a_call(2, status=199)],
     "expected at most 1 attempt by "),
    ({"attempts": {"max": 1}}, [a_call(1, status=400), a_call(2, status=400)],
     "expected at most 1 attempt by "),
    ({"attempts": {"max": 1}}, [a_call(1, status=503), a_call(2, status=503, body="x")], ""),
    ({"attempts": {"max": 1}}, [a_call(1, status=503), a_call(2, status=503, method="PUT")], ""),
    ({"attempts": {"max": 1}}, [a_call(1, status=503), a_call(2, status=503, target="/x")], ""),
    ({"order": []}, HISTORY, ""),
    ({"order": [b"DeleteCluster".decode()]}, HISTORY, ""),
    ({"order": ["DeleteCluster", "CreateCluster"]}, HISTORY,
     "expected a call of CreateCluster after DeleteCluster, found none"),
    ({"order": ["CreateCluster"] * 3}, HISTORY, ""),
    ({"order": ["CreateCluster"] * 4}, HISTORY,
     "expected a call of CreateCluster after CreateCluster, found none"),
    ({"gap": {"min": "2s"}}, DOUBLING, "expected at least 2 s between two calls, found 1 s"),
    ({"gap": {"max": "5s"}}, DOUBLING, "expected at most 5 s between two calls, found 8 s"),
    ({"gap": {"growing": True}}, STEADY,
     "expected more than the 1 s before between two calls, found 1 s"),
    ({"gap": {"growing": False}}, STEADY, ""),
    ({"gap": {"growing": True}}, calls_at(0, 1.5, 3),
     "expected more than the 1.5 s before between two calls, found 1.5 s"),
    ({"gap": {"min": "2500ms"}}, DOUBLING,
     "expected at least 2.5 s between two calls, found 1 s"),
    ({"gap": {"max": "1500ms"}}, DOUBLING,
     "expected at most 1.5 s between two calls, found 2 s"),
    ({"gap": {"min": 0, "max": "1h", "growing": False, "jitter": 0}}, STEADY, ""),
    ({"gap": {"growing": True, "jitter": 0.5}}, calls_at(0, 2, 3, 5),
     "expected more than the 2 s before between two calls, found 1 s"),
    ({"gap": {"growing": True, "jitter": 0.5}}, calls_at(0, 2, 3.1, 5), ""),
    ({"gap": {"min": "2s"}}, calls_at(0, 1.999), ""),
    ({"gap": {"min": "2s"}}, calls_at(0, 1.998_9),
     "expected at least 2 s between two calls, found 1.9989 s"),
    ({"gap": {"max": "2s"}}, calls_at(0, 2.001), ""),
    ({"gap": {"max": "2s"}}, calls_at(0, 2.001_1),
     "expected at most 2 s between two calls, found 2.0011 s"),
    ({"gap": {"min": 0}}, calls_at(0, 0), ""),
    ({"gap": {"min": "5s"}}, calls_at(0), ""),
    ({"gap": {"min": "5s"}}, [], "expected at least 1 call, found 0"),
    ({"calls": POLLS, "gap": {"min": "5s"}}, STEADY[:0],
     "expected at least 1 call of DescribeTaskInfo, found 0"),
    ({"retry_after": "honoured"}, [], "expected at least 1 call, found 0"),
    ({"attempts": {"min": 1}}, [], "expected at least 1 call, found 0"),
    ({"attempts": {"max": 1}}, [], ""),
    ({"gap": {"jitter": 0}}, STEADY, ""),
    ({"calls": POLLS, "no_call_after": {"operation": "DeleteCluster"}}, HISTORY,
     "expected no such call after DeleteCluster had succeeded, found DescribeTaskInfo"),
    ({"calls": POLLS, "no_call_after": {"status": 503}}, HISTORY, ""),
    ({"calls": POLLS, "no_call_after": {"operation": "Nothing"}}, HISTORY, ""),
    ({"calls": {"operation": "DeleteCluster"}, "no_call_after": {"operation": "DeleteCluster"}},
     HISTORY, ""),
    ({"concurrency": 1}, OVERLAPPING, "expected at most 1 call at once, found 2"),
    ({"concurrency": 2}, OVERLAPPING, ""),
    ({"concurrency": {"max": 1}}, OVERLAPPING[1:], ""),
    ({"concurrency": {"max": 1}}, OVERLAPPING[1::-1], "expected at most 1 call at once, found 2"),
    ({"concurrency": 1}, [a_call(1, received=9, duration=3), a_call(2, received=11)],
     "expected at most 1 call at once, found 2"),
    ({"retry_after": "honoured"}, QUICK, ""),
    ({"retry_after": "honoured"}, HASTY, "expected a wait of 2 s, as the answer asked, found 1 s"),
    ({"retry_after": "honoured"}, calls_at(0, 2, status=503, retry_after=2), ""),
    ({"retry_after": "honoured"}, calls_at(0, 1, 1), ""),
    ({"retry_after": "honoured"},
     [a_call(1, at=0, retry_after=2), a_call(2, at=SECOND, target="/other")], ""),
    ({"retry_after": "honoured"},
     [a_call(1, at=0, retry_after=2), a_call(2, at=SECOND, method="PUT")], ""),
    ({"retry_after": "honoured"},
     [a_call(1, at=0, retry_after=2), a_call(2, at=3 * SECOND), a_call(3, at=4 * SECOND)], ""),
    ({"retry_after": "honoured", "time": "real"}, HASTY,
     "expected a wait of 2 s, as the answer asked, found 0 s"),
    ({"retry_after": "honoured"},
     [a_call(1, at=10 * SECOND, retry_after=2), a_call(2, at=10 * SECOND + SECOND // 2)],
     "expected a wait of 2 s, as the answer asked, found 0.5 s"),
    ({"retry_after": "honoured"}, calls_at(0, 1.999, retry_after=2), ""),
    # the first check that is not met is reported
    ({"count": 6, "order": ["Nothing"]}, HISTORY, "expected a call of Nothing, found none"),
]  # fmt: skip


@pytest.mark.parametrize(("expectation", "calls", "reason"), REASONS)
def test_a_verdict_has_the_reason_why_it_is_not_met(expectation, calls, reason):
    verdict = judge(expectation, calls)
    assert verdict.passed == (not reason)
    assert verdict.reason.startswith(reason)
    assert bool(verdict.reason) == bool(reason)


def test_the_proof_of_calls_at_once_has_those_that_were_open():
    verdict = judge({"concurrency": 1}, OVERLAPPING)
    assert [call.serial for call in verdict.proof] == [1, 2]


def test_a_number_within_its_bounds_passes():
    assert within(Bounds(2), "hit", 2).passed
    missed = within(Bounds(2), "hit", 1, {"rule": "r"})
    assert (missed.passed, missed.reason) == (False, "expected at least 2 hits of rule r, found 1")


@pytest.mark.parametrize(
    ("expectation", "piece"),
    [
        ("count", "object"),
        ({}, "nothing is expected"),
        ({"calls": {}}, "nothing is expected"),
        ({"counts": 1}, "unknown 'counts'"),
        ({"calls": {"verb": "GET"}, "count": 1}, "unknown 'verb'"),
        ({"calls": [], "count": 1}, "write calls as an object"),
        ({"count": "three"}, "count"),
        ({"count": {"about": 3}}, "count"),
        ({"count": {"max": -1}}, "count"),
        ({"attempts": {}}, "attempts"),
        ({"gap": 3}, "gap"),
        ({"gap": {"min": "soon"}}, "duration"),
        ({"gap": {"jitter": 2}}, "write gap.jitter as a share from 0 to 1"),
        ({"gap": {"jitter": 1}}, "write gap.jitter as a share from 0 to 1"),
        ({"gap": {"jitter": -0.1}}, "write gap.jitter as a share from 0 to 1"),
        ({"gap": {"jitter": True}}, "write gap.jitter as a share from 0 to 1"),
        ({"gap": {"jitter": "much"}}, "write gap.jitter as a share from 0 to 1"),
        ({"gap": {"min": 1, "most": 2}}, "write gap as an object with min, max"),
        ({"order": ["CreateCluster", 3]}, "write order as an array of names"),
        ({"retry_after": True}, "write retry_after: honoured, not True"),
        ({"order": "CreateCluster"}, "order"),
        ({"no_call_after": "DeleteCluster"}, "no_call_after"),
        ({"time": "local", "count": 1}, "virtual, or real"),
    ],
)
def test_an_expectation_that_makes_no_sense_is_refused(expectation, piece):
    with pytest.raises(ValueError, match=piece):
        judge(expectation, HISTORY)
