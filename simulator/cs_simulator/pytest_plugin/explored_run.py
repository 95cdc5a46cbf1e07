"""One run of a test under one scenario: set-up, call and tear-down, with a tenant of its own.

It is what pytest does for each test, and what pytest-rerunfailures does again and again: fixtures
of the test are set up and torn down each time, those of its class, its module and the session once.
"""

import copy
import gc
import sys
import warnings
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from _pytest.outcomes import Failed

from cs_simulator.client import TenantClient
from cs_simulator.client.connection import Connection, RefusedError, UnreachableError
from cs_simulator.domain import instants
from cs_simulator.pytest_plugin.explore_marker import NAME
from cs_simulator.pytest_plugin.item_state import OPTIONS, REPORT, TENANT, MisuseError
from cs_simulator.pytest_plugin.report import keep_for_page, report_of
from cs_simulator.testing.explore.limits import NOTHING, Limits, Progress
from cs_simulator.testing.explore.outcome import Seen, look
from cs_simulator.testing.explore.stopping import Watch

When = Literal["setup", "call", "teardown"]

_YOUNG, _OLD = 1, 2  # generations of the garbage collector
_MANY = 1_000_000  # objects; a run that makes so many has them collected on the way

_LAST_ERROR = ("last_exc", "last_type", "last_value", "last_traceback")
"""Where pytest keeps the last error that a test raised, with all of its frames: in :mod:`sys`."""

_CUT_OFF: Mapping[str, Any] = {"id": "cs-explore-cuts-off", "phase": "admit", "then": "reset"}


@contextmanager
def _keeping_young() -> Iterator[None]:
    """Have what a run makes collected after it and not before: while young, that is quick."""
    former = gc.get_threshold()
    gc.set_threshold(max(_MANY, former[0]), *former[1:])
    try:
        yield
    finally:
        gc.set_threshold(*former)


class EndedError(Failed):
    """The client was ended, since it does not end by itself."""


@dataclass(slots=True, kw_only=True)
class Ran:
    """What one run was like."""

    stages: list["pytest.CallInfo[None]"] = field(default_factory=list)
    reports: list[pytest.TestReport] = field(default_factory=list)
    """One of each stage, of the last run only."""
    seen: Seen | None = None
    """Without it, there was no tenant."""
    ended: str = ""
    """Why it had to be ended."""
    reached: Progress = NOTHING
    """How far it was when it was ended: what comes after it may take as much again."""

    @property
    def failed(self) -> "pytest.CallInfo[None] | None":
        """The first stage that raised something."""
        return next((stage for stage in self.stages if stage.excinfo is not None), None)


class Runs:
    """The runs of one test."""

    def __init__(self, item: pytest.Item, nextitem: pytest.Item | None) -> None:
        self._item, self._nextitem = item, nextitem
        self._again = copy.copy(item)  # a next test in the same place: only the test is torn down
        self._properties = list(item.user_properties)
        self._watch = Watch(self._cut_off, EndedError)
        self._ran = Ran()
        self._is_last = False
        self._connection: Connection | None = None
        self.expectations: Sequence[Mapping[str, Any]] = ()
        """What is expected of each run."""
        self.misuse: MisuseError | None = None
        """What is wrong with the test; it is raised in its set-up."""

    @contextmanager
    def ready(self) -> Iterator[None]:
        """Be ready for runs while the block runs."""
        plugins = self._item.config.pluginmanager
        plugins.register(self, f"{NAME} {id(self)}")
        try:
            with _keeping_young(), self._watch.watching():
                yield
                self._forget(_OLD)  # for the tests that follow
        finally:
            plugins.unregister(self)
            if self._connection is not None:
                self._connection.close()

    def run(self, options: Mapping[str, Any], limits: Limits, *, is_last: bool = False) -> Ran:
        """Run the test with a tenant that is made with *options*.

        The last run of a test has reports, and tears down what no other test needs.
        """
        self._forget()
        item, self._is_last = self._item, is_last
        self._prepare(options)
        try:
            self._stage("setup", limits)
            if self._ran.failed is None and not item.config.getoption("setuponly", False):
                self._stage("call", limits)
            self._stage("teardown", limits, nextitem=self._next())
        finally:
            if isinstance(item, pytest.Function):
                item._request = False  # type: ignore[assignment]  # noqa: SLF001 - as pytest does
                item.funcargs = None  # type: ignore[assignment]
        return self._ran

    def _forget(self, oldest: int = _YOUNG) -> None:
        """Drop what is left of the run before, so that no other run is blamed for it.

        What a client leaves open is found whenever it is collected, which may be in another run.
        All that a run makes is young until then, and so must be what refers to it: a generation
        is collected without what an older one refers to.
        """
        if not self._is_last:  # its user may look at the last one with a debugger
            for name in _LAST_ERROR:
                vars(sys).pop(name, None)
        vars(self._item).pop("_excinfo", None)
        del self._ran
        with warnings.catch_warnings(action="ignore"):
            gc.collect(oldest)
        self._ran = Ran()

    def _prepare(self, options: Mapping[str, Any]) -> None:
        """Make the test as it was before its first run."""
        item = self._item
        item.stash[OPTIONS] = options
        item.user_properties[:] = self._properties
        item._report_sections.clear()  # noqa: SLF001 - there is no other way
        if isinstance(item, pytest.Function):
            if isinstance(item.parent, pytest.Class):  # an instance for each run
                vars(item).pop("_instance", None)
                vars(item).pop("_obj", None)
            item._initrequest()  # noqa: SLF001 - as pytest does

    def _next(self) -> pytest.Item | None:
        session = self._item.session
        if not self._is_last:
            return self._again
        return None if session.shouldfail or session.shouldstop else self._nextitem

    def _stage(self, when: When, limits: Limits, **options: Any) -> None:
        hooks = self._item.ihook
        hook: Callable[..., None] = getattr(hooks, f"pytest_runtest_{when}")
        run = self._watch.begin(self._look, limits.beyond(self._ran.reached))
        try:
            call = pytest.CallInfo.from_call(
                lambda: self._watch.during(run, lambda: hook(item=self._item, **options)),
                when=when,
                reraise=self._reraised,
            )
        finally:
            self._watch.end()
        if run.ended:
            self._ran.ended, self._ran.reached = self._ran.ended or run.ended, run.progress
        self._ran.stages.append(call)
        if self._is_last or when == "setup" or vars(self._item).get("_excinfo"):
            # Plugins such as that of tmp_path wait for the report of the set-up; a unittest hands
            # out what it raised with its report.
            report = hooks.pytest_runtest_makereport(item=self._item, call=call)
            self._ran.reports.append(report)

    @property
    def _reraised(self) -> tuple[type[BaseException], ...]:
        uses_debugger = self._item.config.getoption("usepdb", False)
        return (pytest.exit.Exception, *(() if uses_debugger else (KeyboardInterrupt,)))

    def _look(self) -> Progress | None:
        """How far the run has come, asked beside what the test itself asks of its tenant."""
        tenant = self._item.stash.get(TENANT, None)
        if tenant is None:
            return None
        self._connection = self._connection or tenant.another_connection()
        try:
            described = TenantClient(self._connection, tenant.name).describe()
        except (RefusedError, UnreachableError):
            return None
        passed = instants.from_text(described["now"]) - instants.from_text(tenant.began)
        return Progress(described["calls"], passed)

    def _cut_off(self) -> None:
        tenant = self._item.stash.get(TENANT, None)
        if tenant is not None and self._connection is not None:
            with suppress(RefusedError, UnreachableError):
                TenantClient(self._connection, tenant.name).faults.merge([_CUT_OFF])

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Raise what is wrong with the test."""
        if item is self._item and self.misuse is not None:
            raise self.misuse

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, object, object]:
        """Read what the simulator has seen, before the tenant is deleted."""
        try:
            return (yield)
        finally:
            if item is self._item:
                self._watch.end()
                self._read(item)

    def _read(self, item: pytest.Item) -> None:
        tenant = item.stash.get(TENANT, None)
        if tenant is None:
            return
        try:
            seen = look(tenant, self.expectations)
            if self._is_last:
                unkept = keep_for_page(item, tenant, "call")
                item.stash[REPORT] = "\n".join(filter(None, [report_of(item, tenant), unkept]))
        except RefusedError as refused:
            deleted = "the test has deleted its tenant, so nothing can be said of it"
            why = deleted if refused.code == "NotFound" else str(refused)
            raise MisuseError(f"{NAME}: {why}") from None
        self._ran.seen = seen
