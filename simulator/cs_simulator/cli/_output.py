"""What commands print: JSON of a declared shape, text, tables, and the reason of a failure."""

import json
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., None])


def prints(shape: Any, *, option: bool = True) -> Callable[[Command], Command]:
    """Declare the type of what a command prints as JSON, and give it the option ``--json``.

    ``cs-simulator reference outputs`` prints its JSON Schema. Without *option* the command has
    another option for the same.
    """

    def declare(command: Command) -> Command:
        if option:
            add = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
            command = add(command)
        command.json_output = shape  # type: ignore[attr-defined]
        return command

    return declare


def declared_output(command: click.Command) -> Any:
    """What a command declared with :func:`prints`; ``None`` if it prints no JSON."""
    return getattr(command.callback, "json_output", None)


def show(answer: Any, text: str | Callable[[], None], *, as_json: bool) -> None:
    """Print JSON if that is wanted, else the text, or whatever the function prints."""
    if as_json:
        click.echo(json.dumps(answer))
    elif callable(text):
        text()
    else:
        click.echo(text)


def table(titles: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows: as a table on a terminal, else as columns separated by tabs."""
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for row in [titles, *texts]:
            click.echo("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table

    shown = Table(box=None, pad_edge=False)
    for title in titles:
        shown.add_column(title, overflow="fold")
    for row in texts:
        shown.add_row(*row)
    Console().print(shown)


def fail(message: object, exit_code: int = 2) -> NoReturn:
    """Print in one line what is wrong, and exit; exit code 2 is for wrong usage."""
    click.echo(f"cs-simulator: {message}", err=True)
    sys.exit(exit_code)
