"""``cs-simulator scenario show``: a scenario's rules as a table, or its file as it is."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypedDict

import click

from cs_simulator.cli._output import echo, fail, prints
from cs_simulator.cli._output import show as show_output
from cs_simulator.domain.inline_yaml import inline_yaml

if TYPE_CHECKING:
    from cs_simulator.scenarios.file.reader import LoadedScenario


class RuleRow(TypedDict):
    """A rule, with each of its keys on one line of YAML."""

    id: str
    phase: str
    when: str
    fire: str
    select: str
    then: str


@click.command()
@click.argument("name")
@click.option("--yaml", "as_yaml", is_flag=True, help="Print the whole file.")
@prints(list[RuleRow])
def show(name: str, as_yaml: bool, as_json: bool) -> None:
    """Print the rules of a scenario as a table.

    NAME is a file or a shipped name. With --yaml the file is printed as it is, with its comments;
    scenario new --from copies it.

    Example: cs-simulator scenario show lost-create-reply
    """
    from cs_simulator.cli.scenario import _files

    if as_yaml and as_json:
        fail("--yaml and --json: give one of them")
    [path] = _files.resolve_paths([name])[:1]
    if as_yaml:
        echo(_files.text_of(path), nl=False)
        return
    loaded, problems = _files.checked(path)
    if loaded is None:
        fail("\n".join(map(str, problems)))
    rows = list(_rows(loaded))
    show_output(rows, lambda: _print(loaded, rows), as_json=as_json)


def _print(loaded: "LoadedScenario", rows: Sequence[RuleRow]) -> None:
    metadata = loaded.scenario.metadata
    echo(f"{metadata.name}: {metadata.description}".rstrip(": "))
    echo(_table(rows) if rows else "It has no rules.")
    for action in loaded.source.get("timeline", ()):
        details = {key: value for key, value in action.items() if key not in ("at", "do")}
        echo(f"{action['at']:>8}  {action['do']} {inline_yaml(details)}".rstrip())


def _rows(loaded: "LoadedScenario") -> Iterator[RuleRow]:
    written = loaded.source.get("rules", [])
    for rule, source in zip(loaded.scenario.rules, written, strict=True):
        parameters = inline_yaml(_parameters(source["then"]))
        yield {
            "id": rule.id,
            "phase": rule.acts_in,
            "when": inline_yaml(source.get("when", {})),
            "fire": inline_yaml(source.get("fire", {})) or "always",
            "select": inline_yaml(source.get("select", {})) or "all",
            "then": f"{rule.then.kind()} {parameters}".strip(),
        }


def _parameters(then: Any) -> Any:
    """The parameters of a fault, without its kind."""
    if not isinstance(then, dict) or set(then) == {"transport"}:
        return {}
    return next(iter(then.values())) or {}


def _table(rows: Sequence[RuleRow]) -> str:
    titles = list(RuleRow.__annotations__)
    cells = [titles, *([str(value) for value in row.values()] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in cells
    )
    return "\n".join(line.rstrip() for line in lines)
