"""``@pytest.mark.cs_explore``: a test is run under scenarios that nobody chose.

First the test is run under no fault at all: what fails then has nothing to do with scenarios, and
is reported as it is. The runs of the search have no reports. The last run, under the smallest
scenario that breaks the client, or under no fault, is the one that pytest shows.
"""

from collections.abc import Mapping
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, Any
from unittest import SkipTest

import pytest
from _pytest.outcomes import Failed

from cs_simulator.domain.errors import UsageError
from cs_simulator.pytest_plugin import explore_report as reporting
from cs_simulator.pytest_plugin import markers
from cs_simulator.pytest_plugin.explore_marker import NAME, Wanted, wanted_of
from cs_simulator.pytest_plugin.explored_run import EndedError, Ran, Runs
from cs_simulator.pytest_plugin.item_state import AGAIN, MisuseError
from cs_simulator.testing.explore import finds, strategy
from cs_simulator.testing.explore.limits import Limits, Progress, excess
from cs_simulator.testing.explore.outcome import Failure, Finding, Outcome, judge, outcome_of

if TYPE_CHECKING:
    from cs_simulator.testing.explore.engine import Find, Search

Source = Mapping[str, Any]

_BY_ITSELF = (pytest.skip.Exception, pytest.xfail.Exception, SkipTest, MisuseError)


def protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Run a test with the marker, in place of what pytest does."""
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for report in _Exploration(item, nextitem).reports():
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


class FoundError(Failed, AssertionError):
    """A scenario breaks the client."""

    __module__ = "builtins"  # so that a summary begins with what broke


class _Exploration:
    """One test with the marker."""

    def __init__(self, item: pytest.Item, nextitem: pytest.Item | None) -> None:
        self._item = item
        self._runs = Runs(item, nextitem)
        self._wanted = Wanted()
        self._limits = Limits()

    def reports(self) -> list[pytest.TestReport]:
        """The reports of the last run."""
        with self._runs.ready():
            try:
                self._wanted = wanted_of(self._item)
                self._limits = self._wanted.limits
                self._runs.expectations = self._wanted.expectations
                file = self._item.config.getoption("--cs-scenario")
                return self._under(file) if file else self._explored()
            except (MisuseError, UsageError) as misuse:
                self._runs.misuse = MisuseError(_prefixed(misuse))
                return self._runs.run({}, self._limits, is_last=True).reports

    def _under(self, file: str) -> list[pytest.TestReport]:
        """The reports of a run under the scenario of a file."""
        folder = self._item.config.invocation_params.dir
        source = markers.scenario_options(file, folder)["scenario"]
        self._item.stash[AGAIN] = [f"--cs-scenario={file}"]
        self._runs.expectations = [*source.get("expect", ()), *self._wanted.expectations]
        return self._last(source)

    def _explored(self) -> list[pytest.TestReport]:
        """The reports of the run under the smallest scenario that breaks the client, or none."""
        # What is misspelt is said at once, and that Hypothesis is missing, which is imported next.
        strategy(self._wanted.options)
        from cs_simulator.testing.explore.engine import (
            Interrupted,
            chosen_settings,
            search,
            search_graver,
            seed_of,
        )

        healthy = self._wanted.base
        ran = self._run(healthy)
        if _is_itself(ran) or judge(self._outcome(healthy, ran)):
            return self._unexplored(healthy)
        assert ran.seen is not None  # noqa: S101 - it is one that is judged
        self._limits = self._limits.generous(len(ran.seen.calls), ran.seen.elapsed)
        called = {call["operation"] for call in ran.seen.calls if call["operation"]}
        choices = strategy(replace(self._wanted.options, called=tuple(sorted(called))))
        began, tried = perf_counter(), healthy

        def run(source: Source) -> Outcome:
            nonlocal tried
            tried = source
            ran = self._run(source)
            if _is_itself(ran):
                raise Interrupted
            return self._outcome(source, ran)

        try:
            chosen = chosen_settings(self._wanted.examples)
            key, drawn = self._item.nodeid, seed_of(chosen)
            met = search(choices, run, key=key, chosen=chosen, drawn_from=drawn)
            if met.find is not None and not met.find.finding.is_grave:
                graver = search_graver(choices, run, key=key, chosen=chosen, met=met, drawn=drawn)
                met.also, met.find = (met.find, graver) if graver else (None, met.find)
        except Interrupted:
            return self._last(tried)
        if met.find is not None:
            return self._found(met, met.find)
        if not met.acted:
            raise MisuseError(
                f"under none of {met.runs} scenarios did a fault act, so nothing was tested: the"
                " test makes no call that they are about; see kinds and operations of the marker"
            )
        reports = self._last(healthy)
        reporting.attach(reports[-1], met, perf_counter() - began)
        return reports

    def _unexplored(self, healthy: Source) -> list[pytest.TestReport]:
        """The reports of a run under no fault, which failed or was skipped."""
        reports = self._last(healthy)
        for report in reports:
            _add(report, reporting.UNEXPLORED if report.failed else "")
        return reports

    def _found(self, met: "Search", find: "Find") -> list[pytest.TestReport]:
        """The reports of the run under the smallest scenario, which is saved."""
        options = self._options(find.source)
        name = finds.name_of(reporting.client_name(self._item), find.finding)
        scenario = finds.scenario_of(
            find.source,
            find.finding,
            name=name,
            seed=options["seed"],
            clock=options["clock"],
            seen=find.outcome.seen,
        )
        path = reporting.folder(self._item.config) / f"{name}.yaml"
        comments = [find.finding.reason, f"Repeat it: {reporting.again(self._item, path)}"]
        finds.save(path.parent, name, finds.text_of(scenario, comments))
        self._item.stash[AGAIN] = [f"--cs-scenario={reporting.shown(self._item, path)}"]
        shown = {key: value for key, value in scenario.items() if key != "script"}  # calls follow
        text = reporting.found(self._item, met, finds.yaml_of(shown), path)
        return self._last(find.source, find.finding, text)

    def _last(
        self, source: Source, expected: Finding | None = None, text: str = ""
    ) -> list[pytest.TestReport]:
        """The reports of a last run under a scenario; *expected* is what it has to show again."""
        ran = self._run(source, is_last=True)
        if _is_itself(ran):
            return ran.reports
        finding = judge(self._outcome(source, ran))
        if expected is not None and (finding is None or finding.kind != expected.kind):
            reason = reporting.differing(expected.reason, finding.reason if finding else "")
            return self._failed(ran, reason, text)
        if finding is not None and not _shows(ran, finding):
            return self._failed(ran, finding.reason, text)
        if finding is not None and text:
            _add(_failing(ran), f"{finding.reason}\n{text}")
        return ran.reports

    def _failed(self, ran: Ran, reason: str, text: str) -> list[pytest.TestReport]:
        """The reports of a run that fails for a reason of its own."""
        stage = ran.failed or next(stage for stage in ran.stages if stage.when == "call")
        ended = stage.excinfo is not None and isinstance(stage.excinfo.value, EndedError)
        raised_too = None if ended else stage.excinfo
        with pytest.raises(FoundError) as raised:
            raise FoundError(reason, pytrace=False)
        stage.excinfo = raised
        report = self._item.ihook.pytest_runtest_makereport(item=self._item, call=stage)
        also = [f"the test raised: {reporting.said(raised_too.value)}"] if raised_too else []
        _add(report, "\n".join(filter(None, [*also, text])))
        return [report if each.when == stage.when else each for each in ran.reports]

    def _run(self, source: Source, *, is_last: bool = False) -> Ran:
        return self._runs.run(self._options(source), self._limits, is_last=is_last)

    def _options(self, source: Source) -> dict[str, Any]:
        """What a tenant under a scenario is made with; it is checked here what it expects."""
        config = self._item.config
        seed = config.getoption("--cs-seed")
        seed = source.get("seed", 0) if seed is None else seed
        own = (source.get("clock") or {}).get("mode")
        clock = config.getoption("--cs-clock") or own or markers.CLOCK
        scenario = {key: value for key, value in source.items() if key != "expect"}
        return {"scenario": scenario | {"seed": seed}, "seed": seed, "clock": clock}

    def _outcome(self, source: Source, ran: Ran) -> Outcome:
        assert ran.seen is not None  # noqa: S101 - a run without a tenant is not judged
        progress = Progress(len(ran.seen.calls), ran.seen.elapsed)
        error = ran.failed.excinfo.value if ran.failed and ran.failed.excinfo else None
        return outcome_of(
            source,
            ran.seen,
            failure=_failure(error) if error else None,
            endless=ran.ended or excess(progress, self._limits),
            patience=self._wanted.patience,
        )


def _is_itself(ran: Ran) -> bool:
    """Whether a run says something that no scenario is to blame for."""
    error = ran.failed.excinfo.value if ran.failed and ran.failed.excinfo else None
    if ran.seen is None and error is None:
        raise MisuseError("the test has no tenant; add cs_tenant or cs_async_tenant")
    return ran.seen is None or isinstance(error, _BY_ITSELF)


def _failure(error: BaseException) -> Failure:
    kind, text = type(error).__name__, reporting.said(error)
    return Failure(kind=kind, text=text, is_claim=_is_claim(error))


def _is_claim(error: BaseException) -> bool:
    """Whether an error says that something is wrong, or one of those that it is a group of."""
    if isinstance(error, BaseExceptionGroup):
        return any(_is_claim(each) for each in error.exceptions)
    return isinstance(error, AssertionError | pytest.fail.Exception)


def _shows(ran: Ran, finding: Finding) -> bool:
    """Whether what the test raised is the bug."""
    error = ran.failed.excinfo.value if ran.failed and ran.failed.excinfo else None
    return error is not None and type(error).__name__ == finding.kind


def _failing(ran: Ran) -> pytest.TestReport:
    """The report of the stage that raised."""
    return next(report for report in ran.reports if ran.failed and report.when == ran.failed.when)


def _add(report: pytest.TestReport, text: str) -> None:
    if text:
        report.sections.insert(0, (reporting.SECTION, text))


def _prefixed(error: Exception) -> str:
    text = str(error)
    return text if text.startswith(NAME) else f"{NAME}: {text}"
