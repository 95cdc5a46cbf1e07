"""The mixin for unittest: what its scenario expects is checked, and failures show the calls."""

import json
import unittest
import urllib.request
from contextlib import suppress
from typing import ClassVar

import pytest
from cs_simulator.testing import SimulatorMixin

EXPECTS_ONE = {
    "apiVersion": "simulator/v1",
    "kind": "Scenario",
    "metadata": {"name": "one"},
    "rules": [
        {"id": "lost", "when": {"operation": "CreateCluster"}, "fire": {"times": 1},
         "then": "lost_reply"},
    ],
    "expect": [{"clusters": {}, "count": 1}],
}  # fmt: skip


def create(tenant):
    headers = {"Authorization": f"acs {tenant.access_key_id}:x", "Content-Type": "application/json"}
    body = json.dumps(tenant.creation()).encode()
    request = urllib.request.Request(f"{tenant.endpoint}/clusters", body, headers, method="POST")
    with suppress(OSError):
        urllib.request.urlopen(request, timeout=10).close()


class Cases:
    """Not collected: run by a test."""

    class Scenario(SimulatorMixin):
        tenant_options: ClassVar = {"scenario": EXPECTS_ONE}

        def test_missed(self):
            create(self.tenant)
            create(self.tenant)

        def test_met(self):
            create(self.tenant)

        @unittest.expectedFailure
        def test_known(self):
            pass

        def test_fails_by_itself(self):
            create(self.tenant)
            self.fail("its own")

        def test_skipped(self):
            self.skipTest("not now")

        def test_ended(self):
            self.tenant.reset()
            self.tenant.scenario(
                {**EXPECTS_ONE, "expect": [{"calls": {}, "count": 0}], "rules": []}
            )

    class Awaited(SimulatorMixin, unittest.IsolatedAsyncioTestCase):
        tenant_options: ClassVar = {"scenario": EXPECTS_ONE}

        async def test_missed_awaited(self):
            pass

    class SetUp(SimulatorMixin):
        def setUp(self):
            super().setUp()
            create(self.tenant)
            raise OSError("no set-up")

        def test_set_up(self):
            pass

    class TearDown(SimulatorMixin):
        def tearDown(self):
            create(self.tenant)
            raise OSError("no teardown")

        def test_teardown(self):
            pass


@pytest.fixture(scope="module")
def result():
    suite = unittest.TestSuite(
        unittest.defaultTestLoader.loadTestsFromTestCase(case)
        for case in (Cases.Scenario, Cases.Awaited, Cases.SetUp, Cases.TearDown)
    )
    ran = unittest.TestResult()
    suite.run(ran)
    return ran


def test_what_is_missed_fails_the_test_method(result):
    failures = {case.id().rpartition(".")[2]: text for case, text in result.failures}
    assert set(failures) == {"test_missed", "test_fails_by_itself", "test_missed_awaited"}
    missed = failures["test_missed"]
    assert missed.count("expected 1 cluster, found 2") == 1
    assert "expected 1 cluster, found 0" in failures["test_missed_awaited"]
    assert "unittest_case.py" not in missed
    assert "found" not in failures["test_fails_by_itself"]


def test_an_expected_failure_may_be_a_missed_expectation(result):
    [(case, _)] = result.expectedFailures
    assert case.id().endswith("test_known")
    assert len(result.skipped) == 1
    assert result.unexpectedSuccesses == []


def test_every_failure_shows_the_calls(result):
    errors = {case.id().rpartition(".")[2]: text for case, text in result.errors}
    assert set(errors) == {"test_set_up", "test_teardown"}
    failures = [text for case, text in result.failures if "awaited" not in case.id()]
    for text in (*errors.values(), *failures):
        assert "calls:\n" in text, text
        assert " POST /clusters -> " in text, text
        assert "timeline:\n" in text
