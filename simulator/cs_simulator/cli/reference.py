"""``cs-simulator reference``: what the simulator knows, as tables."""

import json
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cs_simulator.operations import Row


@click.group()
def reference() -> None:
    """Print what the simulator knows, as tables."""


@reference.command()
@click.option("--all", "is_all", is_flag=True, help="Also operations that came after Swarm.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print a table for documents.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def operations(is_all: bool, as_markdown: bool, as_json: bool) -> None:
    """Print every operation: modelled or refused, and who has verified it."""
    from cs_simulator.operations import reference as table

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
    from cs_simulator.server.control.routes import all_routes

    rows = [
        (route.endpoint.method, f"/_simulator/{route.endpoint.path}", route.summary)
        for route in all_routes()
    ]
    if as_json:
        names = ("method", "path", "summary")
        click.echo(json.dumps([dict(zip(names, row, strict=True)) for row in rows]))
    elif as_markdown:
        lines = [f"| `{method} {path}` | {text} |" for method, path, text in rows]
        click.echo("\n".join(["| call | what it does |", "|---|---|", *lines]).replace("``", "`"))
    else:
        lines = [f"{method:<7} {path:<44} {text}" for method, path, text in rows]
        click.echo("\n".join(lines).replace("``", ""))


@reference.command()
@click.option("--markdown", "as_markdown", is_flag=True, help="Print a list for documents.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def assumptions(as_markdown: bool, as_json: bool) -> None:
    """Print what is not known of the real service, and what was chosen."""
    from dataclasses import asdict
    from textwrap import fill

    from cs_simulator.catalog.assumptions import all_assumptions

    if as_json:
        click.echo(json.dumps([asdict(each) for each in all_assumptions()]))
        return
    for each in all_assumptions():
        text = each.text if as_markdown else each.text.replace("`", "")
        indent = " " * len(f"{each.number}. ")
        click.echo(
            fill(
                f"{each.number}. {text}",
                width=118,
                subsequent_indent=indent,
                break_long_words=False,
                break_on_hyphens=False,
            )
        )


@reference.command()
@click.option("--markdown", "as_markdown", is_flag=True, help="Print a table for documents.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def faults(as_markdown: bool, as_json: bool) -> None:
    """Print every kind of fault, where it may act, and what it takes."""
    from cs_simulator.scenarios.faults import all_kinds

    if as_markdown:
        click.echo(_faults_in_markdown())
        return

    if as_json:
        schemas = {name: kind.model_json_schema() for name, kind in all_kinds().items()}
        click.echo(json.dumps(schemas))
        return
    for name, kind in all_kinds().items():
        summary = (kind.__doc__ or "").strip().partition("\n")[0]
        click.echo(f"{name:<20} {', '.join(kind.phases):<22} {summary}")


@reference.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def errors(as_json: bool) -> None:
    """Print every error code that scenarios may name."""
    from cs_simulator.catalog.codes import all_codes

    rows = sorted((spec.code, spec.status, spec.message) for spec in all_codes().values())
    if as_json:
        names = ("code", "status", "message")
        click.echo(json.dumps([dict(zip(names, row, strict=True)) for row in rows]))
        return
    for code, status, message in rows:
        click.echo(f"{code:<48} {status}  {message}")


@reference.command()
@click.argument("names", metavar="[COMMAND]", nargs=-1)
def outputs(names: tuple[str, ...]) -> None:
    """Print the JSON Schema of what a COMMAND prints with --json, or those of all.

    Example: cs-simulator reference outputs clusters list
    """
    from cs_simulator.cli._outputs import OUTPUTS
    from cs_simulator.cli.main import fail

    name = " ".join(names)
    if name and name not in OUTPUTS:
        fail(f"{name} prints no JSON; these commands do: {', '.join(OUTPUTS)}")
    click.echo(json.dumps(OUTPUTS[name] if name else OUTPUTS, indent=2))


def _faults_in_markdown() -> str:
    from sys import modules

    from cs_simulator.scenarios.faults import all_kinds

    lines = ["| kind | acts in | takes | what it does |", "|---|---|---|---|"]
    for name, kind in all_kinds().items():
        told = (modules[kind.__module__].__doc__ or "").partition("``: ")[2].partition("\n")[0]
        takes = ", ".join(f"`{field}`" for field in kind.model_fields)
        lines.append(f"| `{name}` | {', '.join(kind.phases)} | {takes} | {told} |")
    return "\n".join(lines).replace("``", "`")


def _markdown(rows: "Iterable[Row]") -> str:
    lines = ["| operation | call | SDK | modelled | verified by |", "|---|---|---|---|---|"]
    for row in rows:
        modelled = "yes" if row.is_modelled else f"refused: {row.reason}"
        calls = "<br>".join(f"`{call}`" for call in row.calls)
        releases, clients = row.releases or "later", _clients(row)
        lines.append(f"| {row.name} | {calls} | {releases} | {modelled} | {clients} |")
    return "\n".join(lines)


def _clients(row: "Row") -> str:
    from cs_simulator.catalog.known_operations import verified

    return "all" if len(row.verified_by) == len(verified()) else ", ".join(row.verified_by)


def _plain(rows: "Iterable[Row]") -> str:
    lines = []
    for row in rows:
        modelled = "modelled" if row.is_modelled else f"refused: {row.reason}"
        releases = row.releases or "later"
        lines += [f"{row.name:<34} {call:<62} {releases:<14} {modelled}" for call in row.calls]
    return "\n".join(lines)
