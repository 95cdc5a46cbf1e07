"""``cs-simulator reference``: what the simulator knows, as tables."""

import json
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.operations import Row


@click.group()
def reference() -> None:
    """Print what the simulator knows, as tables."""


@reference.command()
@click.option("--all", "is_all", is_flag=True, help="Also operations that came after Swarm.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print a table for documents.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def operations(is_all: bool, as_markdown: bool, as_json: bool) -> None:
    """Print every operation: modelled or refused, and who has verified it."""
    from simulator.operations import reference as table

    rows = table(later=is_all)
    if as_json:
        click.echo(json.dumps([row._asdict() for row in rows]))
    elif as_markdown:
        click.echo(_markdown(rows))
    else:
        click.echo(_plain(rows))


@reference.command()
@click.option("--markdown", "as_markdown", is_flag=True, help="Print a table for documents.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def control(as_markdown: bool, as_json: bool) -> None:
    """Print every call of the control plane."""
    from simulator.server.control import all_routes

    rows = [(each.method, f"/_simulator/{each.path}", each.summary) for each in all_routes()]
    if as_json:
        names = ("method", "path", "summary")
        click.echo(json.dumps([dict(zip(names, row, strict=True)) for row in rows]))
    elif as_markdown:
        lines = [f"| `{method} {path}` | {text} |" for method, path, text in rows]
        click.echo("\n".join(["| call | what it does |", "|---|---|", *lines]).replace("``", "`"))
    else:
        lines = [f"{method:<7} {path:<44} {text}" for method, path, text in rows]
        click.echo("\n".join(lines).replace("``", ""))


def _markdown(rows: "Iterable[Row]") -> str:
    lines = ["| operation | call | SDK | modelled | verified by |", "|---|---|---|---|---|"]
    for row in rows:
        modelled = "yes" if row.is_modelled else f"refused: {row.reason}"
        calls = "<br>".join(f"`{call}`" for call in row.calls)
        releases, clients = row.releases or "later", _clients(row)
        lines.append(f"| {row.name} | {calls} | {releases} | {modelled} | {clients} |")
    return "\n".join(lines)


def _clients(row: "Row") -> str:
    from simulator.catalog.known_operations import verified

    return "all" if len(row.verified_by) == len(verified()) else ", ".join(row.verified_by)


def _plain(rows: "Iterable[Row]") -> str:
    lines = []
    for row in rows:
        modelled = "modelled" if row.is_modelled else f"refused: {row.reason}"
        releases = row.releases or "later"
        lines += [f"{row.name:<34} {call:<62} {releases:<14} {modelled}" for call in row.calls]
    return "\n".join(lines)
