"""``cs-simulator reference errors``: every error code that scenarios may name."""

from collections.abc import Iterator
from typing import TypedDict

import click

from cs_simulator.cli._output import prints
from cs_simulator.cli.reference._printing import print_rows, with_markdown


class ErrorRow(TypedDict):
    """An error code that scenarios may name."""

    code: str
    status: int
    message: str


@click.command()
@with_markdown
@prints(list[ErrorRow])
def errors(**formats: bool) -> None:
    """Print every error code that scenarios may name."""
    print_rows(
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
