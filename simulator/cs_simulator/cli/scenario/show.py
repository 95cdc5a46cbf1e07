"""``cs-simulator scenario show``: a scenario's rules as a table."""

import json
from typing import TYPE_CHECKING, Any

import click

from cs_simulator.client.inline_yaml import flow

if TYPE_CHECKING:
    from cs_simulator.scenarios.file.reader import LoadedScenario

_COLUMNS = ("id", "phase", "when", "fire", "select", "then")


@click.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(name: str, as_json: bool) -> None:
    """Print what the scenario NAME, a file or a shipped name, makes go wrong.

    Example: cs-simulator scenario show lost-create-reply
    """
    from cs_simulator.cli.main import fail
    from cs_simulator.cli.scenario import files

    [path] = files.meant([name])[:1]
    whole, problems = files.checked(path)
    if whole is None:
        fail("\n".join(map(str, problems)))
    rows = list(_rows(whole))
    if as_json:
        click.echo(json.dumps(rows))
        return
    metadata = whole.scenario.metadata
    click.echo(f"{metadata.name}: {metadata.description}".rstrip(": "))
    click.echo(_table(rows) if rows else "It has no rules.")
    for action in whole.written.get("timeline", ()):
        said = {key: value for key, value in action.items() if key not in ("at", "do")}
        click.echo(f"{action['at']:>8}  {action['do']} {flow(said)}".rstrip())


def _rows(whole: "LoadedScenario") -> "list[dict[str, str]]":
    written = whole.written.get("rules", [])
    return [
        {
            "id": rule.id,
            "phase": rule.acts_in,
            "when": flow(said.get("when", {})),
            "fire": flow(said.get("fire", {})) or "always",
            "select": flow(said.get("select", {})) or "all",
            "then": f"{rule.fault.kind()} {flow(_parameters(said['then']))}".strip(),
        }
        for rule, said in zip(whole.scenario.rules, written, strict=True)
    ]


def _parameters(then: Any) -> Any:
    """What is said of the fault, without its kind."""
    if not isinstance(then, dict) or set(then) == {"transport"}:
        return {}
    return next(iter(then.values())) or {}


def _table(rows: list[dict[str, str]]) -> str:
    shown = [dict(zip(_COLUMNS, _COLUMNS, strict=True)), *rows]
    widths = {name: max(len(row[name]) for row in shown) for name in _COLUMNS}
    lines = ["  ".join(row[name].ljust(widths[name]) for name in _COLUMNS) for row in shown]
    return "\n".join(line.rstrip() for line in lines)
