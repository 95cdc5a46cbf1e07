"""Fixtures for pytest: a simulator for the run, and a tenant for each test.

``cs_simulator`` is the one of ``--cs-url`` or ``CS_SIMULATOR_URL``, or else one in a thread.
``cs_tenant`` is a fresh tenant, ``cs_async_tenant`` the same with methods that are awaited.
``@pytest.mark.cs_scenario("file.yaml", seed=7)`` runs a test under a scenario, whose expectations
are checked when the test is over. A test that fails shows its calls, faults and timeline, and the
command that repeats it. A run that uses none of this loads none of it.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from cs_simulator.pytest_plugin.report import report_of

if TYPE_CHECKING:
    from cs_simulator.client import Tenant
    from cs_simulator.testing import AsyncTenant, Simulator

_CLOCKS = ("polling", "frozen", "scaled", "realtime")
_TENANT = pytest.StashKey["Tenant"]()
_REPORT = pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("cs-simulator")
    group.addoption(
        "--cs-seed", type=int, help="Seed of the tests' tenants, instead of a scenario's own."
    )
    group.addoption(
        "--cs-clock", choices=_CLOCKS, default="polling", help="Clock of the tests' tenants."
    )
    group.addoption("--cs-url", default="", help="Address of a simulator that is already running.")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker."""
    config.addinivalue_line(
        "markers", "cs_scenario(file, seed=None): the scenario that the test's tenant lives under."
    )


def pytest_report_header(config: pytest.Config) -> str:
    """Seed and clock, with which a run can be repeated."""
    seed, clock = config.getoption("--cs-seed"), config.getoption("--cs-clock")
    return f"cs-simulator: seed {seed or 0}, clock {clock}"


@pytest.fixture(scope="session")
def cs_simulator(pytestconfig: pytest.Config) -> "Iterator[Simulator]":
    """The simulator of the run."""
    from cs_simulator.testing import Simulator

    with Simulator(pytestconfig.getoption("--cs-url")) as simulator:
        yield simulator


@pytest.fixture
def cs_tenant(request: pytest.FixtureRequest, cs_simulator: "Simulator") -> "Iterator[Tenant]":
    """A new tenant: its endpoint, its key pair, its ids, and all that can be done with it."""
    marker = request.node.get_closest_marker("cs_scenario")
    seed = request.config.getoption("--cs-seed")
    clock = request.config.getoption("--cs-clock")
    options: dict[str, Any] = {"seed": seed or 0, "clock": clock}
    if marker:
        from cs_simulator.pytest_plugin.markers import scenario_of

        options |= scenario_of(request, marker, seed)
    tenant = cs_simulator.tenant(**options)
    request.node.stash[_TENANT] = tenant
    yield tenant
    try:
        problem = _problem(tenant, expects=marker is not None)
        if problem:
            request.node.stash[_REPORT] = report_of(request.node, tenant)
    finally:
        tenant.delete()
    if problem:
        pytest.fail(problem, pytrace=False)


@pytest.fixture
def cs_async_tenant(cs_tenant: "Tenant") -> "AsyncTenant":
    """The tenant of ``cs_tenant``, with methods that are awaited."""
    from cs_simulator.testing import AsyncTenant

    return AsyncTenant(cs_tenant)


def _problem(tenant: "Tenant", *, expects: bool) -> str:
    """Why the test fails although it passed: an error in the simulator, a missed expectation."""
    errors = tenant.describe()["internal_errors"]
    if errors:
        return f"the simulator had {errors} internal errors; its log has the tracebacks"
    if expects:
        try:
            tenant.verify()
        except AssertionError as missed:
            return f"expectations of the scenario were not met:\n{missed}"
    return ""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Add what the simulator saw to the report of a test that failed."""
    report = yield
    tenant = item.stash.get(_TENANT, None)
    if report.when == "call" and report.failed and tenant is not None:
        try:
            report.sections.append(("cs-simulator", report_of(item, tenant)))
        except Exception as error:  # noqa: BLE001 - the test's own failure matters more
            report.sections.append(("cs-simulator", f"there is no report: {error}"))
    if report.when == "teardown" and report.failed and _REPORT in item.stash:
        report.sections.append(("cs-simulator", item.stash[_REPORT]))
    return report
