"""``cs-simulator scenario lint``: what is wrong with files, each problem with its place."""

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cs_simulator.scenarios.file.problems import Problem


@click.command()
@click.argument("names", metavar="PATH…", nargs=-1, required=True)
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@click.option(
    "--format", "style", default="text", show_default=True,
    type=click.Choice(["text", "json", "github", "sarif"]), help="How problems are written.",
)  # fmt: skip
def lint(names: tuple[str, ...], strict: bool, style: str) -> None:
    """Check scenarios without running them; exit code 1 if something is wrong.

    Each PATH is a file, a folder of files, or the name of a shipped scenario.

    Example: cs-simulator scenario lint --strict scenarios/
    """
    from cs_simulator.cli.scenario import files
    from cs_simulator.scenarios.file.lint import is_error

    found: dict[Problem, None] = {}  # each once, however often its file is included
    for path in files.meant(names):
        found.update(dict.fromkeys(files.checked(path)[1]))
    problems = list(found)
    text = _STYLES[style](problems)
    if text:
        click.echo(text)
    if any(strict or is_error(each) for each in problems):
        raise SystemExit(1)


def _text(problems: "Sequence[Problem]") -> str:
    return "\n".join(map(str, problems))


def _json(problems: "Sequence[Problem]") -> str:
    return json.dumps([each._asdict() for each in problems])


def _github(problems: "Sequence[Problem]") -> str:
    """Annotations of a workflow; what would end a field is written as it asks for."""
    return "\n".join(
        f"::{_level(each)} file={_escaped(each.file, ',:')},line={each.line},col={each.column},"
        f"title={each.code}::{_escaped(each.message)}"
        for each in problems
    )


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{more}" else c for c in text)


def _sarif(problems: "Sequence[Problem]") -> str:
    from cs_simulator import __version__

    rules = [{"id": code} for code in sorted({each.code for each in problems})]
    driver = {"name": "cs-simulator", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "results": [_result(each) for each in problems]}
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
