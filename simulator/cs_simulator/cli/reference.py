"""``cs-simulator reference``: what the simulator knows, as tables."""

import json
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import Any, TypedDict

import click

from cs_simulator.cli._group import Group
from cs_simulator.cli._output import declared_output, fail, prints


class OperationRow(TypedDict):
    """An operation of the API."""

    name: str
    calls: list[str]
    """Methods and paths."""
    releases: str
    """The SDK releases of the Swarm era that have it, first and last; empty if it came later."""
    is_modelled: bool
    reason: str
    """Why it is refused; empty if it is modelled."""
    verified_by: list[str]
    """The clients that call it in the tests."""


class RouteRow(TypedDict):
    """A call of the control plane."""

    method: str
    path: str
    summary: str
    answer: str
    """The name of the answer's shape, or its media type if it is not JSON."""


class AssumptionRow(TypedDict):
    """What is not known of the service, and what was chosen in its place."""

    number: int
    text: str
    operations: list[str]


class FaultRow(TypedDict):
    """A kind of fault."""

    kind: str
    phases: list[str]
    """Where it may act; the first is the default."""
    summary: str
    parameters: dict[str, Any]
    """The JSON Schema of its parameters."""


class ErrorRow(TypedDict):
    """An error code that scenarios may name."""

    code: str
    status: int
    message: str


Line = Callable[[Any], str]


@click.group(cls=Group)
def reference() -> None:
    """Print tables of operations, routes, faults, errors and outputs."""


def _print(
    rows: Iterable[Any],
    text: Line,
    markdown: Line,
    titles: tuple[str, ...] = (),
    /,
    *,
    as_json: bool,
    as_markdown: bool,
) -> None:
    """Print rows as JSON, as Markdown below the titles of a table, or as lines of text."""
    if as_json:
        click.echo(json.dumps(list(rows)))
    elif as_markdown:
        head = [f"| {' | '.join(titles)} |", "|" + "---|" * len(titles)] if titles else []
        click.echo("\n".join([*head, *map(markdown, rows)]).replace("``", "`"))
    else:
        click.echo("\n".join(map(text, rows)).replace("``", ""))


def _with_formats(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the option for Markdown."""
    option = click.option(
        "--markdown", "as_markdown", is_flag=True, help="Print a table for documents."
    )
    return option(command)


# ---- operations


@reference.command()
@click.option("--all", "is_all", is_flag=True, help="Include operations that came after Swarm.")
@_with_formats
@prints(list[OperationRow])
def operations(is_all: bool, **formats: bool) -> None:
    """Print every operation, modelled or refused, and its verifiers."""
    from cs_simulator.operations import reference as known_operations

    _print(
        (row._asdict() for row in known_operations(later=is_all)),
        _operation_text,
        _operation_markdown,
        ("operation", "call", "SDK", "modelled", "verified by"),
        **formats,
    )


def _operation_text(row: OperationRow) -> str:
    modelled = "modelled" if row["is_modelled"] else f"refused: {row['reason']}"
    releases = row["releases"] or "later"
    return "\n".join(
        f"{row['name']:<34} {call:<62} {releases:<14} {modelled}" for call in row["calls"]
    )


def _operation_markdown(row: OperationRow) -> str:
    from cs_simulator.catalog.known_operations import verified

    modelled = "yes" if row["is_modelled"] else f"refused: {row['reason']}"
    calls = "<br>".join(f"`{call}`" for call in row["calls"])
    is_all = len(row["verified_by"]) == len(verified())
    clients = "all" if is_all else ", ".join(row["verified_by"])
    return f"| {row['name']} | {calls} | {row['releases'] or 'later'} | {modelled} | {clients} |"


# ---- the control plane


@reference.command()
@_with_formats
@prints(list[RouteRow])
def control(**formats: bool) -> None:
    """Print every call of the control plane."""
    _print(
        _routes(),
        lambda row: f"{row['method']:<7} {row['path']:<44} {row['summary']}",
        lambda row: f"| `{row['method']} {row['path']}` | {row['summary']} | {row['answer']} |",
        ("call", "what it does", "answer"),
        **formats,
    )


def _routes() -> Iterator[RouteRow]:
    from cs_simulator.server.control.contract.endpoint import JSON
    from cs_simulator.server.control.routes import all_routes

    for route in all_routes():
        endpoint = route.endpoint
        is_json = endpoint.media_type == JSON
        yield {
            "method": endpoint.method,
            "path": f"/_simulator/{endpoint.path}",
            "summary": route.summary,
            "answer": endpoint.answers.__name__ if is_json else endpoint.media_type,
        }


# ---- assumptions


@reference.command()
@_with_formats
@prints(list[AssumptionRow])
def assumptions(**formats: bool) -> None:
    """Print what is assumed about the real service."""
    from cs_simulator.catalog.assumptions import all_assumptions

    _print(
        (asdict(known) for known in all_assumptions()),
        lambda row: _numbered(row).replace("`", ""),
        _numbered,
        **formats,
    )


def _numbered(row: AssumptionRow) -> str:
    """An item of a numbered list, in Markdown."""
    head = f"{row['number']}. "
    return textwrap.fill(
        head + row["text"],
        width=118,
        subsequent_indent=" " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
    )


# ---- faults and errors


@reference.command()
@_with_formats
@prints(list[FaultRow])
def faults(**formats: bool) -> None:
    """Print every kind of fault, where it may act, and what it does."""
    _print(
        _faults(),
        lambda row: f"{row['kind']:<20} {', '.join(row['phases']):<22} {row['summary']}",
        _fault_markdown,
        ("kind", "acts in", "takes", "what it does"),
        **formats,
    )


def _faults() -> Iterator[FaultRow]:
    from cs_simulator.scenarios.faults import all_kinds
    from cs_simulator.scenarios.file.schema import of_kinds

    parameters = of_kinds()
    for name, kind in all_kinds().items():
        yield {
            "kind": name,
            "phases": list(kind.phases),
            "summary": kind.description(),
            "parameters": parameters[name],
        }


def _fault_markdown(row: FaultRow) -> str:
    takes = ", ".join(f"`{name}`" for name in row["parameters"].get("properties", {}))
    return f"| `{row['kind']}` | {', '.join(row['phases'])} | {takes} | {row['summary']} |"


@reference.command()
@_with_formats
@prints(list[ErrorRow])
def errors(**formats: bool) -> None:
    """Print every error code that scenarios may name."""
    _print(
        _errors(),
        lambda row: f"{row['code']:<48} {row['status']}  {row['message']}",
        lambda row: f"| `{row['code']}` | {row['status']} | {row['message']} |",
        ("code", "status", "message"),
        **formats,
    )


def _errors() -> Iterator[ErrorRow]:
    from cs_simulator.catalog.codes import all_codes

    for spec in sorted(all_codes().values(), key=lambda spec: (spec.code, spec.status)):
        yield {"code": spec.code, "status": spec.status, "message": spec.message}


# ---- outputs


@reference.command()
@click.argument("names", metavar="[COMMAND]", nargs=-1)
def outputs(names: tuple[str, ...]) -> None:
    """Print the JSON Schema of what a command prints with --json.

    Without COMMAND, those of all commands.

    Example: cs-simulator reference outputs clusters list
    """
    from cs_simulator.server.control.contract.json_schema import standalone

    declared = all_outputs()
    name = " ".join(names)
    if name and name not in declared:
        fail(f"{name} prints no JSON; these commands do: {', '.join(declared)}")
    if name:
        printed = standalone(declared[name])
    else:
        printed = {command: standalone(shape) for command, shape in declared.items()}
    click.echo(json.dumps(printed, indent=2))


def all_outputs() -> dict[str, Any]:
    """The declared type of what each command prints as JSON, by the words of the command."""
    from cs_simulator.cli.main import main

    return dict(sorted(_outputs(main, ())))


def _outputs(group: click.Group, path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _outputs(command, (*path, name))
        elif command is not None and declared_output(command) is not None:
            yield " ".join((*path, name)), declared_output(command)
