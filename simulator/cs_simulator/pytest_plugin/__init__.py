"""Fixtures for pytest: a simulator for the run, and a tenant for each test.

``cs_simulator`` is the one of ``--cs-url`` or ``CS_SIMULATOR_URL``, or else one in a thread.
``cs_tenant`` is a fresh tenant, ``cs_async_tenant`` the same with methods that are awaited.
``@pytest.mark.cs_scenario("file.yaml", seed=7)`` runs a test under a scenario, whose expectations
are checked when the test function ends. A test that fails shows its calls, faults and timeline, and
the command that repeats it. A run that uses none of this loads none of it.
"""

import gc
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from cs_simulator.pytest_plugin import markers, verdict
from cs_simulator.pytest_plugin.item_state import REPORT, TENANT
from cs_simulator.pytest_plugin.report import keep_for_page, report_of

if TYPE_CHECKING:
    from cs_simulator.client import Tenant
    from cs_simulator.testing import AsyncTenant, Simulator

_CLOCKS = ("polling", "frozen", "scaled", "realtime")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("cs-simulator")
    group.addoption(
        "--cs-seed", type=int, help="Seed of the tests' tenants, instead of a scenario's own."
    )
    group.addoption(
        "--cs-clock",
        choices=_CLOCKS,
        help="Clock of the tests' tenants, instead of a scenario's own; default: polling.",
    )
    group.addoption(
        "--cs-scenario",
        metavar="FILE",
        help="Scenario of the tests' tenants, instead of their markers: a file, or a shipped name.",
    )
    group.addoption(
        "--cs-save",
        metavar="DIR",
        help="Where cs_explore saves what it finds; default: .cs-simulator/finds in the rootdir.",
    )
    group.addoption(
        "--cs-report",
        metavar="DIR",
        help="Write a page about each test that failed, with its timeline and its calls, and an"
        " index of them.",
    )
    group.addoption("--cs-url", default="", help="Address of a simulator that is already running.")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the markers, and refuse a scenario or a folder that cannot be used."""
    if file := config.getoption("--cs-scenario"):
        markers.check_scenario(file, config.invocation_params.dir)
    if folder := config.getoption("--cs-report"):
        from cs_simulator.pytest_plugin import html_reports

        html_reports.prepare(config, folder)
    config.addinivalue_line(
        "markers", "cs_scenario(file, seed=None): the scenario that the test's tenant lives under."
    )
    config.addinivalue_line(
        "markers",
        "cs_explore(examples, kinds, operations, rules, base, invariants, patience, calls, time):"
        " run the test under scenarios that are made up, and show the smallest that breaks it.",
    )


def pytest_report_header(config: pytest.Config) -> str:
    """Seed and clock, with which a run can be repeated."""
    seed, clock = config.getoption("--cs-seed"), config.getoption("--cs-clock")
    return f"cs-simulator: seed {seed or 0}, clock {clock or markers.CLOCK}"


@pytest.fixture(scope="session")
def cs_simulator(pytestconfig: pytest.Config) -> "Simulator":
    """The simulator of the run."""
    with _without_gc():
        from cs_simulator.pytest_plugin.simulator import start

        simulator = start(pytestconfig.getoption("--cs-url"))
    # It runs until after the teardown of the last test, which is shown with its calls if it fails.
    pytestconfig.add_cleanup(simulator.stop)
    return simulator


@contextmanager
def _without_gc() -> Iterator[None]:
    """Look for no garbage while modules are loaded: it is a third of what that takes, for none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@pytest.fixture
def cs_tenant(request: pytest.FixtureRequest, cs_simulator: "Simulator") -> "Tenant":
    """A new tenant: its endpoint, its key pair, its ids, and all that can be done with it."""
    item = request.node
    tenant = item.stash[TENANT] = markers.make_tenant(item, cs_simulator)
    return tenant


@pytest.fixture
def cs_async_tenant(cs_tenant: "Tenant") -> "AsyncTenant":
    """The tenant of ``cs_tenant``, with methods that are awaited."""
    from cs_simulator.testing import AsyncTenant

    return AsyncTenant(cs_tenant)


@pytest.fixture
def cs_virtual_time(cs_tenant: "Tenant") -> Iterator[None]:
    """Virtual time: what the test sleeps moves the clock of ``cs_tenant``, whose time it sees."""
    with cs_tenant.virtual_time():
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run a test with ``cs_explore`` under many scenarios; leave all others to pytest."""
    if item.get_closest_marker("cs_explore") is None:
        return None
    from cs_simulator.pytest_plugin import exploring

    return exploring.protocol(item, nextitem)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was explored."""
    from cs_simulator.pytest_plugin import explore_report

    explore_report.summarize(terminalreporter)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Refuse a marker that makes no sense, before anything is set up for its test."""
    verdict.begin(item)
    markers.check(item)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test that passed though the simulator broke, or though something was missed."""
    result = yield
    verdict.check_passed(item)
    return result


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Delete the tenant when everything that uses it has been torn down."""
    item.stash[REPORT] = ""
    tenant = item.stash.get(TENANT, None)
    if tenant is None:
        return (yield)
    try:
        result = yield
        # A simulator of the tests' own may have been torn down just now, with the last of them.
        verdict.check_sound(item, tenant, may_be_gone=True)
    except BaseException:
        item.stash[REPORT] = _report(item, tenant, "teardown")
        raise
    else:
        return result
    finally:
        del item.stash[TENANT]
        verdict.delete(tenant)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add what the simulator saw to the report of a test that failed."""
    report = yield
    if call.excinfo is not None:
        verdict.show(item, report, call.excinfo.value)
    if report.failed:
        tenant = item.stash.get(TENANT, None)
        text = _report(item, tenant, report.when) if tenant else item.stash.get(REPORT, "")
        if text:
            report.sections.append(("cs-simulator", text))
    return report


def _report(item: pytest.Item, tenant: "Tenant", when: str | None) -> str:
    try:
        missed = verdict.also_missed(item, tenant) if when == "call" else ""
        seen, unkept = report_of(item, tenant), keep_for_page(item, tenant, when)
        return "\n".join(filter(None, [missed, seen, unkept]))
    except Exception as error:  # noqa: BLE001 - the test's own failure matters more
        return f"there is no report: {error}"
