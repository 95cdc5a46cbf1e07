"""With an interval, who comes back after a failure has paused: time has passed."""

import pytest
from cs_simulator.testing import Simulator

from tests.support.process import call_url

WINDOW = {"window": {"after": "0s", "for": "1m"}}
FAULTS = {
    "an error": {"error": "ServiceUnavailable"},
    "throttling": {"error": "Throttling.User"},
    "no answer": "reset",
    "a broken answer": "malformed",
}


@pytest.fixture(scope="module")
def simulator():
    with Simulator() as simulator:
        yield simulator


def tries(tenant, most=20):
    """The statuses of reads until one succeeds; 0 for no answer, None for one without sense."""
    key, seen = {"Authorization": f"acs {tenant.access_key_id}:x"}, []
    while len(seen) < most and seen[-1:] != [200]:
        try:
            answer = call_url(f"{tenant.endpoint}/clusters", headers=key)
            seen.append(None if isinstance(answer.body, str) else answer.status)
        except OSError:
            seen.append(0)
    return seen


@pytest.mark.parametrize("fault", FAULTS)
def test_a_window_of_failures_ends_for_who_comes_back(simulator, fault):
    tenant = simulator.tenant(clock={"mode": "polling", "interval": "15s"})
    tenant.faults.add({"id": "x", "when": {"operation": "DescribeClusters"}, "fire": WINDOW,
                       "then": FAULTS[fault]})  # fmt: skip

    failed = [status for status in tries(tenant) if status != 200]

    assert len(failed) == 4
    assert tenant.clock.now == "2026-09-01T09:01:00Z"


def test_without_an_interval_a_failure_takes_no_time(simulator):
    tenant = simulator.tenant(clock="polling")
    tenant.faults.add({"id": "x", "when": {"operation": "DescribeClusters"}, "fire": WINDOW,
                       "then": FAULTS["an error"]})  # fmt: skip

    assert tries(tenant, most=7) == [503] * 7
    assert tenant.clock.now == "2026-09-01T09:00:00Z"


def test_a_refusal_for_good_takes_no_time(simulator):
    tenant = simulator.tenant(clock={"mode": "polling", "interval": "15s"})
    tenant.faults.add({"id": "x", "when": {"operation": "DescribeClusters"}, "fire": {"times": 3},
                       "then": {"error": "Forbbiden"}})  # fmt: skip

    assert len(tries(tenant)) == 4
    assert tenant.clock.now == "2026-09-01T09:00:00Z"
