"""``cs-simulator reference errors``: every error code that scenarios may name."""

from collections.abc import Iterator
from typing import TypedDict

import click

from cs_simulator.cli._output import prints
from cs_simulator.cli.reference._printing import print_rows, with_markdown


class ErrorRow(TypedDict):
    """An error code that scenarios may name, with one of its statuses."""

    code: str
    status: int
    """Of a code with several rows, scenarios give that of the first unless they name another."""
    message: str
    only_in_scenarios: bool
    """Whether the simulator never answers with that code and status by itself."""


@click.command()
@with_markdown
@prints(list[ErrorRow])
def errors(**formats: bool) -> None:
    """Print every error code that scenarios may name, and its statuses."""
    print_rows(
        _errors(),
        lambda row: (
            f"{row['code']:<48} {row['status']}  {_given(row):<14}  {row['message']}".rstrip()
        ),
        lambda row: f"| `{row['code']}` | {row['status']} | {_given(row)} | {row['message']} |",
        ("code", "status", "given", "message"),
        **formats,
    )


def _given(row: ErrorRow) -> str:
    return "scenarios only" if row["only_in_scenarios"] else "by itself"


def _errors() -> Iterator[ErrorRow]:
    from cs_simulator.catalog.codes import all_answers

    for spec, is_only_in_scenarios in all_answers():
        yield {
            "code": spec.code,
            "status": spec.status,
            "message": spec.message,
            "only_in_scenarios": is_only_in_scenarios,
        }
