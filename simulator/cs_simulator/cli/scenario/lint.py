"""``cs-simulator scenario lint``: what is wrong with files, each problem with its position."""

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from cs_simulator.cli._output import echo, prints
from cs_simulator.cli.scenario import _exports

if TYPE_CHECKING:
    from cs_simulator.scenarios.file.problems import Problem


@click.command()
@click.argument("names", metavar="PATH...", nargs=-1, required=True)
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings, too.")
@click.option(
    "--format", "style", default="text", show_default=True,
    type=click.Choice(["text", "json", "github", "sarif"]), help="How problems are printed.",
)  # fmt: skip
@prints(list[_exports.Problem], option=False)
def lint(names: tuple[str, ...], strict: bool, style: str) -> None:
    """Check scenarios without running them.

    Each PATH is a file, a folder of files, or the name of a shipped scenario. Exit code 1 if there
    is an error.

    Example: cs-simulator scenario lint --strict scenarios/
    """
    from cs_simulator.cli.scenario import _files

    found: dict[Problem, None] = {}  # each once, however often its file is included
    for path in _files.resolve_paths(names):
        found.update(dict.fromkeys(_files.checked(path)[1]))
    problems = list(found)
    text = _STYLES[style](problems)
    if text:
        echo(text)
    if any(strict or problem.is_error for problem in problems):
        raise SystemExit(1)


def _text(problems: "Sequence[Problem]") -> str:
    return "\n".join(map(str, problems))


def _json(problems: "Sequence[Problem]") -> str:
    return json.dumps([_exports.problem_object(problem) for problem in problems])


def _github(problems: "Sequence[Problem]") -> str:
    """Annotations of a GitHub workflow; characters that would end a field are escaped."""
    return "\n".join(
        f"::{_level(problem)} file={_escaped(problem.file, ',:')},line={problem.line},"
        f"col={problem.column},title={problem.code}::{_escaped(problem.message)}"
        for problem in problems
    )


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{more}" else c for c in text)


def _sarif(problems: "Sequence[Problem]") -> str:
    from cs_simulator import __version__

    rules = [{"id": code} for code in sorted({problem.code for problem in problems})]
    driver = {"name": "cs-simulator", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "results": [_result(problem) for problem in problems]}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]})


def _result(problem: "Problem") -> dict[str, object]:
    region = {"startLine": problem.line, "startColumn": problem.column}
    location = {"artifactLocation": {"uri": problem.file}, "region": region}
    return {
        "ruleId": problem.code,
        "level": _level(problem),
        "message": {"text": problem.message},
        "locations": [{"physicalLocation": location}],
    }


def _level(problem: "Problem") -> str:
    return "error" if problem.code.startswith("E") else "warning"


_STYLES: "dict[str, Callable[[Sequence[Problem]], str]]" = {
    "text": _text,
    "json": _json,
    "github": _github,
    "sarif": _sarif,
}
