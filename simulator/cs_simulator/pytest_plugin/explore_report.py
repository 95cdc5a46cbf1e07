"""What is shown of an exploration: of a find, of two runs that differ, and at the end."""

import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cs_simulator.domain.printable import as_line
from cs_simulator.pytest_plugin.report import named_here

if TYPE_CHECKING:
    from cs_simulator.testing.explore.coverage import Acted
    from cs_simulator.testing.explore.engine import Search

SECTION = "found by cs_explore"
UNEXPLORED = "this was under no fault at all; nothing was explored, since the test fails by itself"
_ATTRIBUTE = "cs_explored"  # of reports, which pytest-xdist hands on with what they have
_LONGEST = 300


def again(item: pytest.Item, file: Path) -> str:
    """The command that runs a test under the scenario of a file."""
    under = f"--cs-scenario={shown(item, file)}"
    return shlex.join([sys.executable, "-m", "pytest", named_here(item), under])


def client_name(item: pytest.Item) -> str:
    """What a find of a test is called after: its module and its own name."""
    return f"{item.path.stem} {item.nodeid.partition('::')[2]}"


def shown(item: pytest.Item, file: Path) -> str:
    """A file as it is written where pytest was started."""
    folder = item.config.invocation_params.dir
    return str(file.relative_to(folder) if file.is_relative_to(folder) else file)


def folder(config: pytest.Config) -> Path:
    """Where finds are saved."""
    from cs_simulator.testing.explore import finds  # every run with the plugin loads this module

    chosen = config.getoption("--cs-save")
    return config.invocation_params.dir / chosen if chosen else config.rootpath / finds.FOLDER


def found(item: pytest.Item, met: "Search", scenario: str, file: Path) -> str:
    """The smallest scenario that breaks the test, how it was found, and where it is."""
    also = [f"also found: {met.also.finding.reason}"] if met.also else []
    lines = [
        f"{_counted(met.runs, 'scenario')} tried; this is the smallest one that breaks the test:",
        *(f"    {line}" for line in scenario.splitlines()),
        f"saved: {shown(item, file)}",
        *also,
    ]
    return "\n".join(lines)


def differing(first: str, second: str) -> str:
    """Why a test cannot be explored that went differently under the same scenario."""
    return as_line(
        f"the test went differently when it was run under the same scenario again: first, {first};"
        f" then, {second or 'it passed'}. What it does must depend on nothing but the answers it"
        " gets: not on real time, threads, or what an earlier run has left behind"
    )


def said(error: BaseException) -> str:
    """What an error says, on one line."""
    text = as_line(f"{type(error).__name__}: {error}")
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def attach(report: pytest.TestReport, met: "Search", seconds: float) -> None:
    """Have a report say what its exploration has covered."""
    covered = {
        "examples": met.examples,
        "scenarios": met.runs,
        "with_faults": met.runs_with_faults,
        "seconds": round(seconds, 1),
        "acted": [list(acted) for acted in sorted(met.acted)],
    }
    setattr(report, _ATTRIBUTE, covered)


def summarize(reporter: pytest.TerminalReporter) -> None:
    """Print what the explorations of a run have covered."""
    explored = [
        (report.nodeid, getattr(report, _ATTRIBUTE))
        for reports in reporter.stats.values()
        for report in reports
        if hasattr(report, _ATTRIBUTE)
    ]
    if not explored or reporter.verbosity < 0:
        return
    reporter.section("cs_explore")
    for nodeid, covered in sorted(explored, key=lambda each: each[0]):
        reporter.write_line(f"{nodeid}: {_covered(covered)}")
        if reporter.verbosity > 0:
            for line in _by_kind(covered["acted"]):
                reporter.write_line(f"  {line}")


def _covered(covered: Mapping[str, Any]) -> str:
    states, places, kinds = (len(set(column)) for column in zip(*covered["acted"], strict=True))
    return (
        f"{covered['examples']:,} examples, {covered['scenarios']:,} of them different;"
        f" a fault acted in {covered['with_faults']:,};"
        f" {_counted(len(covered['acted']), 'combination')} of {_counted(kinds, 'kind')} of faults,"
        f" {_counted(places, 'operation or stage', 'operations and stages')} and"
        f" {_counted(states, 'state')} were seen; {covered['seconds']} s"
    )


def _counted(count: int, one: str, several: str = "") -> str:
    return f"{count} {one if count == 1 else several or f'{one}s'}"


def _by_kind(acted: Sequence["Sequence[str] | Acted"]) -> Iterator[str]:
    by_kind: dict[str, set[str]] = {}
    for _, place, kind in acted:
        by_kind.setdefault(kind, set()).add(place)
    for kind, places in sorted(by_kind.items()):
        yield f"{kind}: {', '.join(sorted(places))}"
