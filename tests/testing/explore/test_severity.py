"""How much a client has to cope with is decided from what acted, not from what was made up."""

import pytest
from cs_simulator.testing.explore import Severity, severity_of


def call(*faults, operation="CreateCluster", **more):
    shown = {"operation": operation, "faults": faults, "answer": None, "cluster_id": None}
    about = {"request_id": None, "status": 200, "path": "/clusters"}
    return {**shown, **about, "time": "2026-09-01T09:00:00Z", **more}


def made(kind, *, rule="it", phase="admit", outcome="fired", **more):
    shown = {"rule": rule, "kind": kind, "phase": phase, "outcome": outcome}
    place = {"operation": "CreateCluster", "stage": None, "cluster_id": None, "request_id": None}
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
        ({"error": {"status": 403, "body": "no"}}, Severity.LASTING),
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


@pytest.mark.parametrize(
    ("then", "severity"),
    [
        ("fail", Severity.LASTING),
        ("stuck", Severity.LASTING),
        ({"stuck": "10m"}, Severity.TRANSIENT),
        ({"slow": 2}, Severity.TRANSIENT),
        ({"slow": 10}, Severity.LASTING),
        ({"ready_then_lost": {"lasts": "1m"}}, Severity.TRANSIENT),
        ("ready_then_lost", Severity.LASTING),
        ({"partial": 1}, Severity.LASTING),
        ({"throttled_inside": {"tries": 3}}, Severity.TRANSIENT),
        ({"throttled_inside": {"tries": 5, "wait": "5m"}}, Severity.LASTING),
        ("flapping", Severity.TRANSIENT),
        ({"flapping": {"every": "1h", "lasts": "30m"}}, Severity.LASTING),
    ],
)
def test_a_step_that_ends_in_time_is_to_be_coped_with(then, severity):
    (kind,) = then if isinstance(then, dict) else [then]
    decisions = [made(kind, phase="provision", stage="ecs")]
    assert severity_of([], decisions, scenario(then)) is severity


@pytest.mark.parametrize(
    ("then", "severity"),
    [
        ({"image_pull_fails": 6}, Severity.TRANSIENT),
        ({"image_pull_fails": 7}, Severity.LASTING),
        ("image_pull_fails", Severity.LASTING),
        ({"crash_loop": 3}, Severity.TRANSIENT),
        ("crash_loop", Severity.LASTING),
        ({"out_of_memory": {"times": 1}}, Severity.TRANSIENT),
        ({"out_of_memory": "5m"}, Severity.LASTING),
        ("never_ready", Severity.LASTING),
        ({"evicted": "1m"}, Severity.TRANSIENT),
        ({"slow": {"more": "15m"}}, Severity.TRANSIENT),
        ({"slow": {"more": "16m"}}, Severity.LASTING),
    ],
)
def test_a_pod_that_works_in_time_is_to_be_coped_with(then, severity):
    (kind,) = then if isinstance(then, dict) else [then]
    decisions = [made(kind, phase="pod", stage="start")]
    assert severity_of([], decisions, scenario(then, phase="pod")) is severity


@pytest.mark.parametrize(
    ("then", "severity"),
    [
        ("cluster_busy", Severity.TRANSIENT),
        ({"api_not_ready": "2m"}, Severity.TRANSIENT),
        ({"api_not_ready": "1h"}, Severity.LASTING),
        ({"stale_read": "5m"}, Severity.TRANSIENT),
        ({"stale_read": "1h"}, Severity.LASTING),
        ({"delay": {"takes": "1m", "virtual": True}}, Severity.TRANSIENT),
        ({"delay": {"takes": "1h", "virtual": True}}, Severity.LASTING),
        ({"throttle": "6/m"}, Severity.TRANSIENT),
        ({"throttle": "1/h"}, Severity.LASTING),
        ({"maintenance": {"retry_after": "1m"}}, Severity.TRANSIENT),
        ({"maintenance": {"retry_after": "1h"}}, Severity.LASTING),
        ("ghost_success", Severity.LASTING),
        ("role_missing", Severity.LASTING),
        ("forbidden", Severity.LASTING),
    ],
)
def test_a_call_that_is_right_in_time_is_to_be_coped_with(then, severity):
    (kind,) = then if isinstance(then, dict) else [then]
    assert severity_of([call(f"it:{kind}")], [made(kind)], scenario(then)) is severity


def test_answers_that_are_late_or_old_make_no_row():
    calls = [call("it:stale_read")] * 5
    assert severity_of(calls, [], scenario({"stale_read": "1m"})) is Severity.TRANSIENT


def test_a_rule_that_the_scenario_does_not_have_is_thought_to_last():
    assert severity_of([], [made("reset", rule="other")], scenario("reset")) is Severity.LASTING


def test_the_rules_of_a_scenario_that_the_timeline_loads_are_known():
    later = {"at": "+5m", "do": "load_scenario", "scenario": scenario("reset")}
    found = severity_of([], [made("reset")], {"timeline": [later]})
    assert found is Severity.TRANSIENT


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"status": 409}, Severity.LASTING),
        ({"status": 429}, Severity.TRANSIENT),
        ({"answer": {"clusters": [{"state": "failed"}]}}, Severity.LASTING),
        ({"answer": {"clusters": [{"state": "running"}]}}, Severity.TRANSIENT),
    ],
)
def test_what_fixtures_keep_from_succeeding_has_lasted(seen, severity):
    assert severity_of([call(**seen)], [], {"fixtures": {"quotas": {}}}) is severity
    assert severity_of([call(**seen)], [], scenario("reset")) is Severity.TRANSIENT
