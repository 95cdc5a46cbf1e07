"""How much a client has to cope with is decided from what acted, not from what was made up."""

import pytest
from cs_simulator.testing.explore import Acted, Severity, coverage_of, severity_of


def call(*faults, operation="CreateCluster", **more):
    shown = {"operation": operation, "faults": faults, "answer": None, "cluster_id": None}
    return {**shown, "time": "2026-09-01T09:00:00Z", **more}


def made(kind, *, rule="it", phase="admit", outcome="fired", **more):
    shown = {"rule": rule, "kind": kind, "phase": phase, "outcome": outcome}
    place = {"operation": "CreateCluster", "stage": None, "cluster_id": None}
    return {**shown, **place, "at": "2026-09-01T09:00:01Z", **more}


def scenario(then, **more):
    return {"rules": [{"id": "it", "then": then, **more}]}


def test_nothing_that_acted_is_to_be_coped_with():
    assert severity_of([call()], [], scenario("lost_reply")) is Severity.TRANSIENT


@pytest.mark.parametrize(
    ("then", "severity"),
    [
        ({"error": "InternalError"}, Severity.TRANSIENT),
        ({"error": {"code": "InternalError", "status": 400}}, Severity.LASTING),
        ({"error": {"status": 503, "body": "busy"}}, Severity.TRANSIENT),
        ({"error": "Throttling.User"}, Severity.TRANSIENT),
        ({"error": "QuotaExceeded.Cluster"}, Severity.LASTING),
        ("lost_reply", Severity.TRANSIENT),
    ],
)
def test_a_refusal_is_lasting_if_its_code_says_so(then, severity):
    (kind,) = then if isinstance(then, dict) else [then]
    found = severity_of([call(f"it:{kind}")], [made(kind)], scenario(then))
    assert found is severity


def test_a_rule_that_matched_and_did_not_act_counts_for_nothing():
    decisions = [made("error", outcome="used up")]
    found = severity_of([call()], decisions, scenario({"error": "QuotaExceeded.Cluster"}))
    assert found is Severity.TRANSIENT


def test_more_faulty_answers_in_a_row_than_patience_are_overwhelming():
    calls = [call("it:reset")] * 3
    assert severity_of(calls, [], scenario("reset")) is Severity.OVERWHELMING
    assert severity_of(calls, [], scenario("reset"), patience=3) is Severity.TRANSIENT


def test_an_answer_without_a_fault_ends_a_row_and_one_of_another_operation_does_not():
    broken, other = call("it:reset"), call(operation="DescribeClusters")
    row = [broken, broken, call(), broken]
    assert severity_of(row, [], scenario("reset")) is Severity.TRANSIENT
    row = [broken, broken, other, broken]
    assert severity_of(row, [], scenario("reset")) is Severity.OVERWHELMING


def test_coverage_is_the_state_that_was_seen_last_the_place_and_the_kind():
    seen = call(operation="DescribeClusterDetail", answer={"state": "initial"}, cluster_id="c1")
    decisions = [
        made("reset", cluster_id="c1"),
        made("reset", cluster_id="c1"),
        made("fail", stage="ecs"),
        made("fail", outcome="used up"),
    ]
    assert coverage_of([seen], decisions) == {
        Acted("initial", "CreateCluster", "reset"),
        Acted("", "CreateCluster ecs", "fail"),
    }
