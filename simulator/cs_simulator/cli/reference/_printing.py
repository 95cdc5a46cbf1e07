"""What the tables share: rows, printed as JSON, as Markdown, or as lines of text."""

import json
from collections.abc import Callable, Iterable
from typing import Any

import click

from cs_simulator.cli._output import echo

Line = Callable[[Any], str]

TYPE_SUFFIXES = {"ack": " (Kubernetes)", "swarm": " (Swarm)"}
"""What follows the name of something that is about clusters of one type, by that type."""


def with_markdown(command: Callable[..., None]) -> Callable[..., None]:
    """Add the option for Markdown to a command."""
    option = click.option(
        "--markdown", "as_markdown", is_flag=True, help="Print a table for documents."
    )
    return option(command)


def print_rows(
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
        echo(json.dumps(list(rows)))
    elif as_markdown:
        head = [f"| {' | '.join(titles)} |", "|" + "---|" * len(titles)] if titles else []
        echo("\n".join([*head, *map(markdown, rows)]).replace("``", "`"))
    else:
        echo("\n".join(map(text, rows)).replace("``", ""))
