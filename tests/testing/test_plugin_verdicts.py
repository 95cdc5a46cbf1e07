"""What the pytest plugin makes of markers, missed expectations, and failures of every phase.

A run of pytest is slow to start, so each of these has many tests.
"""

import pytest

from tests.support.as_a_user import run_in

pytest_plugins = ["pytester"]

LOST = """
apiVersion: simulator/v1
kind: Scenario
metadata: {name: lost}
rules:
  - {id: lost, when: {operation: CreateCluster}, fire: {times: 1}, then: lost_reply}
"""
EXPECTS_ONE = (
    LOST
    + """
expect:
  - {clusters: {name: "my-*"}, count: 1}
  - {calls: {operation: CreateCluster}, count: 1}
"""
)
CLIENT = """
import json, unittest, urllib.request
import pytest
from cs_simulator.testing import SimulatorMixin

def create(tenant, name="my-1"):
    headers = {"Content-Type": "application/json",
               "Authorization": f"acs {tenant.access_key_id}:x"}
    data = json.dumps(tenant.creation(name=name)).encode()
    request = urllib.request.Request(tenant.endpoint + "/clusters", data, headers, method="POST")
    try:
        urllib.request.urlopen(request, timeout=10).close()
    except OSError:
        pass
"""


@pytest.fixture
def run(pytester):
    (pytester.path / "lost.yaml").write_text(LOST)
    (pytester.path / "one.yaml").write_text(EXPECTS_ONE)

    def start(text, *options, **variables):
        pytester.makepyfile(test_x=CLIENT + text)
        return run_in(pytester, "-rA", *options, **variables)

    return start


MISUSED = """
scenario = pytest.mark.cs_scenario

@scenario("one.yaml")
def test_without_tenant(): pass

@scenario("one.yaml")
def test_asks_too_late(request): pass

@scenario("one.yaml", sed=7)
def test_misspelt(cs_tenant): pass

@scenario()
def test_nothing(cs_tenant): pass

@scenario("one.yaml", "lost.yaml")
def test_too_much(cs_tenant): pass

@scenario(7)
def test_number(cs_tenant): pass

@scenario("one.yaml", seed="7")
def test_text(cs_tenant): pass

@scenario("one.yaml")
@scenario("lost.yaml")
def test_two(cs_tenant): pass

@scenario("ack-lost-create-repli")
def test_unknown(cs_tenant): pass

@pytest.mark.xfail
@scenario("one.yaml", sed=7)
def test_misspelt_xfail(cs_tenant): pass

@scenario("one.yaml")
class TestUnittest(unittest.TestCase):
    def test_no_tenant(self): pass

@scenario("one.yaml")
class TestMixin(SimulatorMixin):
    def test_mixin(self): pass

@scenario("one.yaml")
class TestOverridden:
    @scenario("lost.yaml")
    def test_closest(self, cs_tenant):
        assert cs_tenant.scenario()["name"] == "lost"

    @scenario(file="lost.yaml", seed=3)
    def test_by_keyword(self, cs_async_tenant):
        assert cs_async_tenant.seed == 3
"""


def test_a_marker_that_makes_no_sense_fails_its_test_in_one_line(run):
    result = run(MISUSED)
    result.assert_outcomes(passed=2, failed=4, errors=8)
    said = {
        "test_without_tenant": "cs_scenario has no effect: * has no tenant; add cs_tenant or *",
        "test_asks_too_late": "cs_scenario has no effect: *",
        "test_misspelt": "cs_scenario: unknown keyword 'sed' (did you mean 'seed'?)",
        "test_nothing": "cs_scenario: give one scenario, cs_scenario('file.yaml', seed=7)",
        "test_too_much": "cs_scenario: give one scenario, *",
        "test_number": "cs_scenario: give the name of a file or scenario, not 7",
        "test_text": "cs_scenario: seed is a whole number of at most 63 bits, not '7'",
        "test_two": "* has 2 markers cs_scenario, 'lost.yaml' and 'one.yaml'; *: keep one of them",
        "test_unknown": "cs_scenario: ack-lost-create-repli: *(did you mean 'ack-lost-*'?)",
        "test_misspelt_xfail": "cs_scenario: unknown keyword 'sed' (did you mean 'seed'?)",
        "TestUnittest.test_no_tenant": "cs_scenario has no effect: *",
        "TestMixin.test_mixin": "*in a SimulatorMixin, write tenant_options = *",
    }
    for name, line in said.items():
        result.stdout.fnmatch_lines([f"*_ *{name} _*", line], consecutive=True)
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*INTERNALERROR*")


VERDICTS = """
@pytest.mark.cs_scenario("one.yaml")
def test_missed(cs_tenant):
    create(cs_tenant), create(cs_tenant, "my-2")

@pytest.mark.cs_scenario("one.yaml")
async def test_missed_awaited(cs_async_tenant):
    create(cs_async_tenant.blocking), create(cs_async_tenant.blocking, "my-2")

@pytest.mark.cs_scenario("one.yaml")
def test_met(cs_tenant):
    create(cs_tenant)

@pytest.mark.cs_scenario("lost.yaml")
def test_nothing_expected(cs_tenant):
    pass

@pytest.mark.xfail(raises=AssertionError, strict=True)
@pytest.mark.cs_scenario("one.yaml")
def test_known(cs_tenant): pass

@pytest.mark.xfail(raises=OSError)
@pytest.mark.cs_scenario("one.yaml")
def test_another_error(cs_tenant): pass

@pytest.mark.xfail(strict=True)
@pytest.mark.cs_scenario("one.yaml")
def test_works_now(cs_tenant):
    create(cs_tenant)

@pytest.mark.cs_scenario("one.yaml")
def test_fails_by_itself(cs_tenant):
    assert create(cs_tenant) == "an id"

@pytest.mark.cs_scenario("one.yaml")
def test_fails_by_itself_and_misses(cs_tenant):
    create(cs_tenant), create(cs_tenant, "my-2")
    raise OSError("its own")

@pytest.mark.cs_scenario("one.yaml")
def test_skipped(cs_tenant):
    pytest.skip()

@pytest.mark.cs_scenario("one.yaml")
def test_replaced(cs_tenant):
    cs_tenant.scenario("ack-healthy")

@pytest.mark.cs_scenario("one.yaml")
@pytest.mark.usefixtures("of_class")
class TestUnittest(unittest.TestCase):
    def test_missed_unittest(self):
        create(self.tenant), create(self.tenant, "my-2")

    def test_failed_unittest(self):
        self.fail("its own")

@pytest.fixture
def of_class(request, cs_tenant):
    request.instance.tenant = cs_tenant

@pytest.fixture
def breaks(cs_tenant):
    create(cs_tenant, "in-set-up")
    raise OSError("no set-up")

def test_set_up(breaks): pass

@pytest.fixture
def breaks_late(cs_tenant):
    yield
    create(cs_tenant, "in-teardown")
    raise OSError("no teardown")

def test_teardown(breaks_late): pass

def test_deletes_its_tenant(cs_tenant):
    cs_tenant.delete()

def test_last_teardown(breaks_late): pass
"""


def test_what_is_missed_fails_the_test_itself_and_every_failure_shows_its_calls(run):
    result = run(VERDICTS, "-o", "asyncio_mode=auto")
    result.assert_outcomes(passed=5, failed=9, errors=3, skipped=1, xfailed=1)
    text = result.stdout.str()
    failures, _, summary = text.partition("short test summary")
    shown = dict.fromkeys(("test_missed", "test_missed_awaited"))
    for part in failures.split("\n____")[1:]:
        head, _, body = part.partition("\n")
        shown[head.strip("_ ").removeprefix("ERROR at ")] = body
    two = "expected 1 cluster named my-*, found 2 (clusters: {name: my-*}, count: 1)\n"
    for name in ("test_missed", "test_missed_awaited", "TestUnittest.test_missed_unittest"):
        assert shown[name].startswith(two + "expected 1 call of CreateCluster, found 2 (")
        assert shown[name].count("expected 1 cluster") == 1
        assert "repeat it: " in shown[name]
    assert "also: " not in shown["test_fails_by_itself"]
    assert f"also: {two}" in shown["test_fails_by_itself_and_misses"]
    assert "put 'ack-healthy' in its place" in shown["test_replaced"]
    assert "XPASS(strict)" in shown["test_works_now"]
    assert "expected 1 cluster" in shown["test_another_error"]
    assert "its own" in shown["TestUnittest.test_failed_unittest"]
    assert "POST /clusters -> 2" in shown["setup of test_set_up"]
    for name in ("test_teardown", "test_last_teardown"):
        assert "POST /clusters -> 2" in shown[f"teardown of {name}"], shown
    assert "XFAIL" in summary
    assert "test_missed - expected 1 cluster named my-*, found 2" in summary


def test_a_simulator_that_should_run_and_does_not_fails_each_test_in_one_line(run):
    tests = "def test_one(cs_tenant): pass\ndef test_two(cs_tenant): pass\n"
    result = run(tests, "--cs-url=http://127.0.0.1:9")
    result.assert_outcomes(errors=2)
    result.stdout.fnmatch_lines(["--cs-url: no simulator answers at http://127.0.0.1:9 *"] * 2)
    result.stdout.no_fnmatch_line("*Traceback*")
    result = run(tests, CS_SIMULATOR_URL="http://127.0.0.1:9")
    result.stdout.fnmatch_lines(["CS_SIMULATOR_URL: no simulator answers at *"] * 2)


CLOCKED = LOST + "clock: {mode: frozen, start: 2020-01-01T00:00:00Z}\n"
CLOCKS = """
@pytest.mark.cs_scenario("clocked.yaml")
def test_own_clock(cs_tenant):
    assert cs_tenant.clock.get()["mode"] == "MODE"
    assert cs_tenant.clock.now.startswith("2020-01-01T00:00:00")
    raise OSError
"""


def test_a_clock_that_is_given_wins_over_that_of_a_scenario(run, pytester):
    (pytester.path / "clocked.yaml").write_text(CLOCKED)
    result = run(CLOCKS.replace("MODE", "frozen"))
    result.stdout.fnmatch_lines(["E * OSError", "repeat it: *test_own_clock --cs-seed=0"])
    result = run(CLOCKS.replace("MODE", "polling"), "--cs-clock=polling")
    result.stdout.fnmatch_lines(["E * OSError", "repeat it: *--cs-seed=0 --cs-clock=polling"])


OWN_SIMULATOR = """
import pytest
from cs_simulator.testing import Simulator

@pytest.fixture(scope="session")
def cs_simulator():
    with Simulator(seed=5) as simulator:
        yield simulator
"""
LATE = """
@pytest.mark.cs_senario("one.yaml")
def test_misspelt_marker(cs_tenant): pass

def test_forgotten(cs_tenant):
    cs_tenant.scenario("ack-lost-create-reply")

def test_verified(cs_tenant):
    cs_tenant.scenario("ack-lost-create-reply")
    with pytest.raises(AssertionError, match="expected 1 hit of rule"):
        cs_tenant.verify()

@pytest.mark.cs_scenario("one.yaml")
def test_last(cs_tenant):
    create(cs_tenant)
"""


def test_an_own_simulator_may_end_with_the_last_test_and_what_was_forgotten_is_said(run, pytester):
    pytester.makeconftest(OWN_SIMULATOR)
    result = run(LATE, "-W", "ignore::pytest.PytestUnknownMarkWarning")
    result.assert_outcomes(passed=3, errors=1, warnings=1)
    result.stdout.fnmatch_lines(
        [
            "there is no marker 'cs_senario' (did you mean 'cs_scenario'?)",
            "*test_forgotten: nothing checked what the scenario 'ack-lost-create-reply' expects; *",
        ]
    )
