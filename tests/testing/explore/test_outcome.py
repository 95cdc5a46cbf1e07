"""What one run showed, and whether it is a bug of the client."""

import pytest
from cs_simulator.testing import Simulator
from cs_simulator.testing.explore.coverage import Acted
from cs_simulator.testing.explore.outcome import Failure, Outcome, Seen, judge, look, outcome_of
from cs_simulator.testing.explore.severity import Severity

GAVE_UP = Failure(kind="TypeError", text="TypeError: x")
RESET = Acted(state="", place="CreateCluster", kind="reset")
CLAIM = Failure(kind="AssertionError", text="AssertionError: 2 != 1", is_claim=True)


def missed(**expectation):
    return {"expectation": expectation, "passed": False, "reason": "2 found", "calls": []}


def judged(severity=Severity.TRANSIENT, *, missed=(), errors=0, acted=(RESET,), **more):
    seen = Seen(calls=(), decisions=(), missed=missed, internal_errors=errors)
    finding = judge(Outcome(seen=seen, severity=severity, acted=frozenset(acted), **more))
    return finding and finding.reason


@pytest.mark.parametrize("severity", Severity)
def test_a_client_that_succeeds_is_no_find(severity):
    assert judged(severity) is None


@pytest.mark.parametrize("severity", Severity)
def test_an_assertion_that_fails_is_a_find_whatever_went_wrong(severity):
    assert judged(severity, failure=CLAIM) == "AssertionError: 2 != 1"


def test_a_client_may_give_up_only_where_something_does_not_pass():
    assert judged(failure=GAVE_UP).endswith("passed by itself: TypeError: x")
    assert (
        judged(failure=GAVE_UP, acted=())
        == "the client fails, and nothing went wrong: TypeError: x"
    )
    assert judged(Severity.LASTING, failure=GAVE_UP) is None
    assert judged(Severity.OVERWHELMING, failure=GAVE_UP) is None


@pytest.mark.parametrize("severity", Severity)
def test_a_client_has_to_end_whatever_went_wrong(severity):
    reason = judged(severity, endless="it made more than 1,000 calls")
    assert reason == "the client does not end: it made more than 1,000 calls"


@pytest.mark.parametrize("severity", Severity)
def test_nothing_may_be_made_twice_whatever_went_wrong(severity):
    twice = [missed(invariant="no_duplicates")]
    assert judged(severity, missed=twice, failure=GAVE_UP) == "no_duplicates: 2 found"


def test_nobody_cleans_up_while_nothing_is_answered():
    left = [missed(invariant="no_orphans"), missed(invariant="nothing_left")]
    assert judged(Severity.LASTING, missed=left, failure=GAVE_UP) == "no_orphans: 2 found"
    assert judged(Severity.OVERWHELMING, missed=left, failure=GAVE_UP) is None


def test_what_a_scenario_expects_is_not_expected_of_a_client_that_says_that_it_failed():
    expected = [missed(clusters={}, count=1)]
    assert judged(Severity.LASTING, missed=expected, failure=GAVE_UP) is None
    reason = "clusters: {}, count: 1: 2 found"
    assert judged(Severity.LASTING, missed=expected) == reason
    assert judged(missed=expected, failure=GAVE_UP) == reason


def test_an_error_of_the_simulator_is_never_passed_over():
    assert judged(errors=2) == "the simulator had 2 internal errors; see its log"


def test_the_outcome_of_a_run_is_read_from_its_tenant():
    fault = {
        "id": "it",
        "when": {"operation": "DescribeClusters"},
        "then": {"error": "InternalError"},
    }
    scenario = {"metadata": {"name": "found"}, "rules": [fault]}
    source = {"apiVersion": "simulator/v1", "kind": "Scenario", **scenario}
    with Simulator() as simulator:
        tenant = simulator.tenant(scenario=source)
        for _ in range(3):
            path = "/clusters"
            headers = {"Authorization": f"acs {tenant.access_key_id}:x"}
            tenant._connection.send("GET", path, None, headers)
        expected = {"calls": {}, "count": {"max": 2}}
        seen = look(tenant, [expected, {"calls": {}, "count": 3}])
    assert [call["status"] for call in seen.calls] == [500, 500, 500]
    assert [verdict["expectation"] for verdict in seen.missed] == [expected]
    outcome = outcome_of(source, seen, patience=3)
    assert outcome.severity is Severity.TRANSIENT
    assert {acted.kind for acted in outcome.acted} == {"error"}
    assert outcome_of(source, seen).severity is Severity.OVERWHELMING
