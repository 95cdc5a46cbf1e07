"""``cs-simulator reference operations``: every operation of the API."""

from typing import TypedDict

import click

from cs_simulator.cli._output import prints
from cs_simulator.cli.reference._printing import TYPE_SUFFIXES, print_rows, with_markdown


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
    verified_by: dict[str, list[str]]
    """The clients that call it in the tests, by the type of their clusters; if it is refused, those
    that read why."""
    cluster_type: str
    """The type of the clusters that it is about, if those of another type have their own."""


@click.command()
@with_markdown
@prints(list[OperationRow])
def operations(**formats: bool) -> None:
    """Print every operation, modelled or refused, and its verifiers."""
    from cs_simulator.operations import reference as known_operations

    print_rows(
        (row._asdict() for row in known_operations()),
        _operation_text,
        _operation_markdown,
        ("operation", "call", "SDK", "modelled", "verified by"),
        **formats,
    )


def _operation_text(row: OperationRow) -> str:
    modelled = "modelled" if row["is_modelled"] else f"refused: {row['reason']}"
    releases, clients = row["releases"] or "later", _verifiers(row)
    return "\n".join(
        f"{_name(row):<38} {call:<62} {releases:<14} {clients:<21} {modelled}"
        for call in row["calls"]
    )


def _operation_markdown(row: OperationRow) -> str:
    modelled = "yes" if row["is_modelled"] else f"refused: {row['reason']}"
    calls = "<br>".join(f"`{call}`" for call in row["calls"])
    releases, clients = row["releases"] or "later", _verifiers(row)
    return f"| {_name(row)} | {calls} | {releases} | {modelled} | {clients} |"


def _name(row: OperationRow) -> str:
    """The name, with the type of the clusters where there is another of that name."""
    return row["name"] + TYPE_SUFFIXES.get(row["cluster_type"], "")


def _verifiers(row: OperationRow) -> str:
    """``swarm: all; ack: all``; empty if no client calls it."""
    return "; ".join(_clients_text(*found) for found in row["verified_by"].items())


def _clients_text(cluster_type: str, clients: list[str]) -> str:
    """``swarm: all``, or their names."""
    from cs_simulator.catalog.known_operations import verified

    is_all = len(clients) == len(verified()[cluster_type])
    return f"{cluster_type}: {'all' if is_all else ', '.join(clients)}"
