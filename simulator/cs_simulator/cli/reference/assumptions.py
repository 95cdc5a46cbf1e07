"""``cs-simulator reference assumptions``: what is assumed about the real service."""

import textwrap
from dataclasses import asdict
from typing import TypedDict

import click

from cs_simulator.cli._output import prints
from cs_simulator.cli.reference._printing import TYPE_SUFFIXES, print_rows, with_markdown


class AssumptionRow(TypedDict):
    """What is not known of the service, and what was chosen in its place."""

    number: int
    text: str
    operations: list[str]
    cluster_type: str
    """The type of the clusters that it is about; empty for all of them."""


@click.command()
@with_markdown
@prints(list[AssumptionRow])
def assumptions(**formats: bool) -> None:
    """Print what is assumed about the real service."""
    from cs_simulator.catalog.assumptions import all_assumptions

    print_rows(
        (asdict(known) for known in all_assumptions()),
        lambda row: _numbered(row).replace("`", ""),
        _numbered,
        **formats,
    )


def _numbered(row: AssumptionRow) -> str:
    """An item of a numbered list, in Markdown."""
    head = f"{row['number']}. "
    about = TYPE_SUFFIXES.get(row["cluster_type"], "")
    return textwrap.fill(
        f"{head}{row['text']}{about}",
        width=118,
        subsequent_indent=" " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
    )
