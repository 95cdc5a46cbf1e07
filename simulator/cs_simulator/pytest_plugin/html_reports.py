"""``--cs-report DIR``: a page about each test that failed, and an index of them.

The process that runs a test writes its page. With pytest-xdist another one, which hands out the
tests, writes the index: the name of a page follows from that of its test.
"""

import math
import re
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from cs_simulator.charts.html.of_tenant import TenantState
    from cs_simulator.client import Tenant

INDEX = "index.html"
_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")
_LONGEST = 100  # characters of a file's name, without what makes it different from others
_KEY = pytest.StashKey["HtmlReports"]()


class _Failed(NamedTuple):
    """A test that failed, for the index."""

    title: str
    file: str
    reason: str


def prepare(config: pytest.Config, chosen: str) -> None:
    """Have pages written to a folder; raises ``pytest.UsageError`` if that is not possible."""
    folder = config.invocation_params.dir / chosen
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise pytest.UsageError(f"--cs-report {chosen}: {error.strerror}") from None
    config.stash[_KEY] = HtmlReports(folder, writes_index=not hasattr(config, "workerinput"))
    config.pluginmanager.register(config.stash[_KEY], "cs-report")


def keep(item: pytest.Item, when: str | None, tenant: "Tenant") -> str:
    """Remember what there is of the tenant of a test that failed, before it is deleted.

    Returns why that is not possible; empty if it is, or if no pages are wanted.
    """
    reports = item.config.stash.get(_KEY, None)
    if reports is None:
        return ""
    try:
        reports.seen[item.nodeid, when] = _state(tenant)
    except Exception as error:  # noqa: BLE001 - the test's own failure matters more
        return f"--cs-report: the page has no timeline and no calls: {error}"
    return ""


def _state(tenant: "Tenant") -> "TenantState":
    from cs_simulator.charts.html.of_tenant import TenantState
    from cs_simulator.charts.html.report import MOST_CALLS

    found = tenant.calls.find(limit=MOST_CALLS)
    scenario = tenant.scenario()["scenario"]
    expects = scenario is not None and bool(scenario.get("expect"))
    return TenantState(
        picture=tenant.picture(),
        calls=found["calls"],
        calls_left_out=found["total"] + found["dropped"] - len(found["calls"]),
        rules=tenant.faults.list(),
        verdicts=tenant.calls.verify()["verdicts"] if expects else (),
        scenario=scenario,
    )


class HtmlReports:
    """Hooks that write the pages and the index."""

    def __init__(self, folder: Path, *, writes_index: bool) -> None:
        self._folder, self._writes_index = folder, writes_index
        self._failed: set[_Failed] = set()
        self._tests: dict[str, bool] = {}
        """Whether each test has failed."""
        self._began = math.inf
        self.seen: dict[tuple[str, str | None], TenantState] = {}
        """What there is of the tenants of tests that failed, by test and by what failed of it."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Write the page of a test that failed, and note it for the index."""
        self._tests[report.nodeid] = self._tests.get(report.nodeid, False) or report.failed
        self._began = min(self._began, report.start)
        if not report.failed:
            return
        file = file_name(report.nodeid, report.when)
        if not hasattr(report, "node"):  # else another process has run it, and written the page
            (self._folder / file).write_text(self._page(report), "utf-8")
        self._failed.add(_Failed(_title(report), file, _reason(report)))

    def _page(self, report: pytest.TestReport) -> str:
        from cs_simulator.charts.html import of_tenant, page

        texts = [("Failure", report.longreprtext), *report.sections]
        state = self.seen.pop((report.nodeid, report.when), None)
        facts = {"took": f"{report.duration:.2f} s"}
        shown = of_tenant.report(_title(report), texts, facts=facts, state=state)
        return page.page(shown.title, [shown])

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """Write the index."""
        from cs_simulator.charts.html import index

        if self._writes_index:
            began = _as_text(self._began) if self._tests else ""
            failed = sum(self._tests.values())
            text = index.page(sorted(self._failed), failed, len(self._tests), began)
            (self._folder / INDEX).write_text(text, "utf-8")

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say where the index is."""
        if terminalreporter.verbosity >= 0:
            count = len(self._failed)
            pages = "1 page" if count == 1 else f"{count} pages"
            terminalreporter.write_line(f"cs-simulator: {pages}: {self._folder / INDEX}")


def file_name(nodeid: str, when: str | None) -> str:
    """The name of the page of a test: the same in each run, and that of no other test."""
    shown = nodeid if when == "call" else f"{nodeid}-{when}"
    readable = _UNSAFE.sub("-", shown)[:_LONGEST].strip("-.")
    return f"{readable}-{sha256(shown.encode()).hexdigest()[:8]}.html"


def _title(report: pytest.TestReport) -> str:
    return report.nodeid if report.when == "call" else f"{report.nodeid} ({report.when})"


def _reason(report: pytest.TestReport) -> str:
    """The first line of what went wrong, as the terminal's summary has it."""
    crash: Any = getattr(report.longrepr, "reprcrash", None)
    return str(crash.message if crash else report.longreprtext).partition("\n")[0]


def _as_text(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M:%S} UTC"
