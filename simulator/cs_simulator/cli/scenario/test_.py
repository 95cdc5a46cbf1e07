"""``cs-simulator scenario test``: run files' own scripts, and check what they expect."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from cs_simulator.cli._output import echo, fail, prints, show
from cs_simulator.cli.scenario import _exports

if TYPE_CHECKING:
    from cs_simulator.charts.svg.theme import Theme
    from cs_simulator.runs.script_run import ScriptRun
    from cs_simulator.scenarios.file.problems import Problem

    Result = ScriptRun | Sequence[Problem]
    """A run, or why there was none."""


@click.command("test")
@click.argument("names", metavar="PATH...", nargs=-1, required=True)
@click.option("--seed", type=int, help="Seed instead of the files' own.")
@click.option("--quiet", "-q", is_flag=True, help="Print charts only of runs that failed.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings and idle rules, too.")
@click.option("--junit", metavar="FILE", help="Also write a report as JUnit's XML.")
@click.option("--svg", metavar="FILE", help="Also write the charts as SVG.")
@click.option(
    "--theme",
    type=click.Choice(("auto", "light", "dark")),
    help="Colours of the SVG; by default (auto) those that its reader's system prefers.",
)
@click.option("--html", metavar="FILE", help="Also write a report as one page, with the lanes.")
@prints(list[_exports.TestResult])
def test_(
    names: tuple[str, ...],
    seed: int | None,
    quiet: bool,
    strict: bool,
    as_json: bool,
    junit: str | None,
    svg: str | None,
    theme: "Theme | None",
    html: str | None,
) -> None:
    """Run the scripts of scenarios, and check their expectations.

    Each PATH is a file, a folder of files, or the name of a shipped scenario. Scripts run in this
    process, in virtual time. Exit code 1 if one fails. Rules that never acted are reported with
    the reason.

    Example: cs-simulator scenario test flapping-node
    """
    from cs_simulator.cli.scenario import _files

    if seed is not None and not -(2**63) < seed < 2**63:
        fail(f"--seed {seed}: give a whole number of at most 63 bits")
    if theme and not svg:
        fail(f"--theme {theme}: it is about the SVG; give --svg FILE, too")
    results = [_run(path, seed) for path in _files.resolve_paths(names)]
    if junit:
        _write("--junit", junit, _exports.junit([(one.file, one.result) for one in results]))
    if svg:
        _write("--svg", svg, _drawn(results, theme or "auto"))
    if html:
        _write("--html", html, _page(results))
    answer = [_result_object(tested) for tested in results]
    show(answer, lambda: _print(results, quiet), as_json=as_json)
    if not all(_passed(tested, strict=strict) for tested in results):
        raise SystemExit(1)


class _Tested(NamedTuple):
    """A file with its run, or why there was none."""

    file: str
    result: "Result"
    warnings: "Sequence[Problem]" = ()


def _run(path: Path, seed: int | None) -> _Tested:
    from cs_simulator.cli.scenario import _files
    from cs_simulator.domain.errors import UsageError
    from cs_simulator.runs.script import run_script
    from cs_simulator.scenarios.file.problems import BAD_VALUE, Problem

    loaded, problems = _files.checked(path)
    errors = [problem for problem in problems if problem.is_error]
    if loaded is None or errors:
        return _Tested(str(path), errors)
    try:
        return _Tested(str(path), asyncio.run(run_script(loaded, seed)), problems)
    except UsageError as error:
        return _Tested(str(path), [Problem(str(path), 1, 1, BAD_VALUE, str(error))])


def _passed(tested: _Tested, *, strict: bool = False) -> bool:
    result = tested.result
    if isinstance(result, Sequence) or not result.passed:
        return False
    return not (strict and (result.idle_rules or tested.warnings))


def _result_object(tested: _Tested) -> _exports.TestResult:
    if isinstance(tested.result, Sequence):
        return _exports.unusable_file(tested.file, tested.result)
    return _exports.scenario_run(tested.file, tested.result, tested.warnings)


def _print(results: Sequence[_Tested], quiet: bool) -> None:
    from cs_simulator.charts.text import report
    from cs_simulator.cli import _charts

    for tested in results:
        result = tested.result
        if isinstance(result, Sequence):
            echo("\n".join(map(str, result)))
            continue
        if tested.warnings:
            echo("\n".join(map(str, tested.warnings)))
        if quiet and result.passed:
            _charts.show([report.title(result), *report.idle(result)])
        else:
            _charts.show([*report.lines(result, _charts.width()), []])
    passed = sum(map(_passed, results))
    echo(f"{passed} of {len(results)} passed")


def _drawn(results: Sequence[_Tested], theme: "Theme") -> bytes:
    """The charts of all runs in one file."""
    from cs_simulator.charts import build, of_run
    from cs_simulator.charts.svg.document import Titled, document

    runs = [tested.result for tested in results if not isinstance(tested.result, Sequence)]
    charts = [
        Titled(_title(run), build.picture(of_run.facts(run)), run.description) for run in runs
    ]
    return document(charts, theme).encode()


def _title(run: "ScriptRun") -> str:
    return f"{run.name} (seed {run.seed}) {'passed' if run.passed else 'failed'}"


def _page(results: Sequence[_Tested]) -> bytes:
    from cs_simulator.charts.html import of_run, page

    reports = []
    for file, result, warnings in results:
        if isinstance(result, Sequence):
            reports.append(of_run.unusable(file, "\n".join(map(str, result))))
        else:
            reports.append(of_run.report(file, result, "\n".join(map(str, warnings))))
    return page.page("cs-simulator scenario test", reports).encode()


def _write(option: str, file: str, content: bytes) -> None:
    try:
        Path(file).write_bytes(content)
    except OSError as error:
        fail(f"{option} {file}: {error.strerror}")
