"""``cs-simulator scenario test``: run files' own scripts, and check what they expect."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cs_simulator.cli.main import fail

if TYPE_CHECKING:
    from cs_simulator.runs.script import ScriptRun
    from cs_simulator.scenarios.file.problems import Problem


@click.command("test")
@click.argument("names", metavar="PATH…", nargs=-1, required=True)
@click.option("--seed", type=int, help="Another seed than the files' own.")
@click.option("--quiet", "-q", is_flag=True, help="Charts only of what failed.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--junit", metavar="FILE", help="Write a report as JUnit's XML, too.")
def test_(
    names: tuple[str, ...], seed: int | None, quiet: bool, as_json: bool, junit: str | None
) -> None:
    """Run the scenarios' own scripts, here and in virtual time; exit code 1 if one fails.

    Each PATH is a file, a folder of files, or the name of a shipped scenario.

    Example: cs-simulator scenario test flapping-node
    """
    from cs_simulator.cli.scenario import exports, files

    if seed is not None and not -(2**63) < seed < 2**63:
        fail(f"--seed {seed}: give a whole number of at most 63 bits")
    runs = [(str(path), _run(path, seed)) for path in files.meant(names)]
    if junit:
        _write(junit, exports.junit(runs))
    if as_json:
        click.echo(json.dumps([_as_json(*each) for each in runs]))
    else:
        _print(runs, quiet)
    if not all(_passed(seen) for _, seen in runs):
        raise SystemExit(1)


def _run(path: Path, seed: int | None) -> "ScriptRun | Sequence[Problem]":
    from cs_simulator.cli.scenario import files
    from cs_simulator.domain.errors import UsageError
    from cs_simulator.runs.script import rehearse
    from cs_simulator.scenarios.file.document import BAD_VALUE
    from cs_simulator.scenarios.file.lint import is_error
    from cs_simulator.scenarios.file.problems import Problem

    whole, problems = files.checked(path)
    errors = [each for each in problems if is_error(each)]
    if whole is None or errors:
        return errors
    try:
        return asyncio.run(rehearse(whole, seed))
    except UsageError as problem:
        return [Problem(str(path), 1, 1, BAD_VALUE, str(problem))]


def _passed(seen: "ScriptRun | Sequence[Problem]") -> bool:
    return not isinstance(seen, Sequence) and seen.passed


def _as_json(file: str, seen: "ScriptRun | Sequence[Problem]") -> dict[str, object]:
    from cs_simulator.cli.scenario import exports

    if isinstance(seen, Sequence):
        return exports.of_problems(file, seen)
    return exports.of_run(file, seen)


def _print(runs: "Sequence[tuple[str, ScriptRun | Sequence[Problem]]]", quiet: bool) -> None:
    from cs_simulator.cli.charts import canvas, report

    for _, seen in runs:
        if isinstance(seen, Sequence):
            click.echo("\n".join(map(str, seen)))
            continue
        if quiet and seen.passed:
            canvas.show([report.title(seen)])
        else:
            canvas.show([*report.lines(seen, canvas.width()), []])
    passed = sum(_passed(seen) for _, seen in runs)
    click.echo(f"{passed} of {len(runs)} passed")


def _write(file: str, content: bytes) -> None:
    try:
        Path(file).write_bytes(content)
    except OSError as problem:
        fail(f"--junit {file}: {problem.strerror}")
