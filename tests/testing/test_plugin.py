"""The pytest plugin, by runs of pytest: what a user of it sees."""

import pytest

from tests.support.as_a_user import run_in
from tests.support.builders import a_create_body
from tests.support.forker import LEAN
from tests.support.process import call

pytest_plugins = ["pytester"]

FIVE_LINES = """
    from aliyunsdkcs.request.v20151215.DescribeClustersRequest import DescribeClustersRequest

    def test_there_is_nothing_yet(cs_tenant):
        client = cs_tenant.legacy_client()
        assert client.do_action_with_exception(DescribeClustersRequest()) == b"[]"
"""
CLIENT = f"""
    import json, urllib.request
    BODY = {a_create_body()!r}

    def ask(tenant, method, path, body=None):
        headers = {{"Content-Type": "application/json",
                   "Authorization": f"acs {{tenant.access_key_id}}:x"}}
        data = json.dumps(body).encode() if body else None
        request = urllib.request.Request(tenant.endpoint + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)
"""


@pytest.fixture
def run(pytester):

    def start(text, *options, **variables):
        pytester.makepyfile(text)
        return run_in(pytester, *options, **variables)

    return start


def test_five_lines_are_enough(run):
    run(FIVE_LINES).assert_outcomes(passed=1)


def test_a_client_that_polls_sees_every_state_and_waits_for_none(run):
    run(
        CLIENT
        + """
    def test_life(cs_tenant):
        created = ask(cs_tenant, "POST", "/clusters", BODY)
        path = f"/clusters/{created['cluster_id']}"
        states = [ask(cs_tenant, "GET", path)["state"] for _ in range(3)]
        assert states[0] == "initial" and states[-1] == "running"
        cs_tenant.verify({"calls": {"operation": "CreateCluster"}, "count": 1})

    def test_alone(cs_tenant):
        assert cs_tenant.clusters.list() == []

    async def test_awaited(cs_async_tenant):
        created = ask(cs_async_tenant.blocking, "POST", "/clusters", BODY)
        await cs_async_tenant.clock.until(cluster=created["cluster_id"])
        assert [each["state"] for each in await cs_async_tenant.clusters.list()] == ["running"]
    """,
        "-o", "asyncio_mode=auto",
    ).assert_outcomes(passed=3)  # fmt: skip


SCENARIO = """
apiVersion: simulator/v1
kind: Scenario
metadata: {name: lost}
rules:
  - {id: lost, when: {operation: CreateCluster}, fire: {times: 1}, then: lost_reply}
expect:
  - {rule: lost, hits: 1}
  - {clusters: {name: "my-*"}, count: 1}
"""
CARELESS = (
    CLIENT
    + """
    import http.client, pytest

    @pytest.mark.cs_scenario("lost.yaml", seed=3)
    def test_a_careless_retry(cs_tenant):
        assert cs_tenant.seed == 3
        for number in range(2):
            body = BODY | {"name": f"my-{number}", "subnet_cidr": f"172.28.{number}.0/24"}
            try:
                return ask(cs_tenant, "POST", "/clusters", body)
            except (http.client.RemoteDisconnected, ConnectionError, OSError):
                pass
"""
)


def test_a_careless_retry_is_caught_by_what_the_scenario_expects(run, pytester):
    (pytester.path / "lost.yaml").write_text(SCENARIO)
    result = run(CARELESS)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "expected 1 cluster named my-[*], found 2 (*",
            "*repeat it: *test_a_careless_retry --cs-seed=3 *",
            "*POST /clusters -> no answer (reset)  [[]lost:lost_reply[]]",
        ]
    )


@pytest.mark.parametrize(
    ("marker", "option", "seed"),
    [("", [], 13), ("", ["--cs-seed=8"], 8), (", seed=7", ["--cs-seed=8"], 7), (", seed=7", [], 7)],
)
def test_the_seed_is_the_markers_else_the_runs_else_the_files(run, pytester, marker, option, seed):
    (pytester.path / "lost.yaml").write_text(SCENARIO.partition("expect")[0] + "seed: 13\n")
    text = f"""
    import pytest
    @pytest.mark.cs_scenario("lost.yaml"{marker})
    def test_it(cs_tenant):
        assert cs_tenant.seed == {seed}
        assert cs_tenant.scenario()["scenario"]["seed"] == {seed}
    """
    run(text, *option).assert_outcomes(passed=1)


def test_a_failing_test_shows_what_the_simulator_saw_and_how_to_repeat_it(run):
    result = run(
        CLIENT
        + """
    def test_fails(cs_tenant):
        cs_tenant.faults.add({"id": "slow", "then": {"slow": {"factor": 2}}})
        ask(cs_tenant, "POST", "/clusters", BODY)
        assert False
    """,
        "--cs-seed=9",
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "cs-simulator: seed 9, clock polling",
            "*repeat it: *test_fails*--cs-seed=9 --cs-clock=polling*",
            "*POST /clusters -> 202*",
            "*fault: slow (slow), hits: 1*",
            "*CreateCluster T-*: running*",
        ]
    )


@pytest.mark.parametrize("name", ["missing.yaml", "bad.yaml"])
def test_a_scenario_that_cannot_be_used_is_reported(run, pytester, name):
    (pytester.path / "bad.yaml").write_text("apiVersion: simulator/v2")
    result = run(
        f"""
    import pytest
    @pytest.mark.cs_scenario("{name}")
    def test_it(cs_tenant): pass
    """
    )
    assert "cs_scenario: " in result.stdout.str() + result.stderr.str()


def test_a_simulator_that_runs_already_is_used_and_left_running(run, serve):
    served = serve()
    run(FIVE_LINES, f"--cs-url={served.url}").assert_outcomes(passed=1)
    assert served.process.poll() is None


def test_tests_run_unchanged_against_one_of_several_simulators(run, pytester, serve):
    served = serve("--replica=cs-1")
    (pytester.path / "lost.yaml").write_text(SCENARIO)
    result = run(
        CARELESS
        + """
    def test_fork(cs_tenant):
        ask(cs_tenant, "POST", "/clusters", BODY)
        cs_tenant.snapshot()
        cs_tenant.reset()
        assert len(cs_tenant.fork().clusters.list()) == 1

    async def test_awaited(cs_async_tenant):
        created = ask(cs_async_tenant.blocking, "POST", "/clusters", BODY)
        await cs_async_tenant.clock.until(cluster=created["cluster_id"])
        assert [each["state"] for each in await cs_async_tenant.clusters.list()] == ["running"]

    def test_unittest(cs_simulator, monkeypatch):
        import unittest
        from cs_simulator.testing import SimulatorMixin

        class Case(SimulatorMixin):
            def test_it(self):
                assert self.simulator.url == cs_simulator.url
                ask(self.tenant, "POST", "/clusters", BODY)
                assert len(self.tenant.clusters.list()) == 1

        monkeypatch.setenv("CS_SIMULATOR_URL", cs_simulator.url)
        outcome = unittest.TestResult()
        unittest.TestSuite([Case("test_it")]).run(outcome)
        assert outcome.wasSuccessful(), outcome.errors
    """
        + FIVE_LINES,
        f"--cs-url={served.url}", "-o", "asyncio_mode=auto",
    )  # fmt: skip
    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(["expected 1 cluster named my-[*], found 2 (*"])
    left = call(served, "GET", "/_simulator/tenants?replica=cs-1").ok()["tenants"]
    assert len(left) == 1  # the fork: the tenant of each test was deleted


def test_a_run_without_the_fixtures_loads_nothing_but_the_plugin(pytester):
    pytester.makeconftest(
        """
    import sys
    def pytest_unconfigure():
        others = [name for name in ("aiohttp", "asyncio", "pydantic") if name in sys.modules]
        print("loaded:", *others, *sorted(m for m in sys.modules if m.startswith("cs_simulator.")))
    """
    )
    alone = [f"no:{name}" for name in ("aiohttp", "anyio", "asyncio", "base_url", "playwright")]
    pytester.makepyfile("def test_it(): pass")
    without = (word for one in alone for word in ("-p", one))
    # Not forked from a process that has loaded all of it.
    result = pytester.runpytest_subprocess(*LEAN, *without)
    [loaded] = [line for line in result.outlines if line.startswith("loaded: ")]
    assert loaded.replace("cs_simulator.", "").split()[1:] == [
        "domain", "domain.printable", "pytest_plugin", "pytest_plugin.explore_report",
        "pytest_plugin.item_state", "pytest_plugin.markers", "pytest_plugin.report",
        "pytest_plugin.verdict",
    ]  # fmt: skip


def test_a_test_is_warned_of_that_the_scenario_of_the_run_did_not_meet(run, pytester):
    (pytester.path / "lost.yaml").write_text(SCENARIO.partition("expect")[0])
    result = run(FIVE_LINES, "--cs-scenario=lost.yaml")
    result.assert_outcomes(passed=1, warnings=1)
    assert "no rule of --cs-scenario lost.yaml acted" in result.stdout.str()
