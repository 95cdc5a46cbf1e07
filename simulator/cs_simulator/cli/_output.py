"""What commands print: JSON of a declared shape, text, tables, and the reason of a failure.

Everything that a command prints goes through here. What others have written (names, messages,
descriptions, paths) is data: it is never markup, and no terminal obeys it.
"""

import json
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from cs_simulator.domain.printable import as_line, as_lines

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

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


def echo(text: object = "", *, nl: bool = True, err: bool = False) -> None:
    """Print lines of text; what a terminal would obey in them is printed as its escape."""
    # The stream is given: click would replace one for ASCII by one for UTF-8.
    click.echo(as_lines(text), file=sys.stderr if err else sys.stdout, nl=nl)


def note(message: object) -> None:
    """Print on standard error, in one line, what the caller should know besides the result."""
    echo(f"cs-simulator: {as_line(message)}", err=True)


def error_console() -> "Console":
    """Standard error for a line that is drawn anew; nothing in it is markup."""
    from rich.console import Console

    return Console(stderr=True, markup=False, highlight=False, emoji=False)


def show(answer: Any, text: str | Callable[[], None], *, as_json: bool) -> None:
    """Print JSON if that is wanted, else the text, or whatever the function prints."""
    if as_json:
        echo(json.dumps(answer))
    elif callable(text):
        text()
    else:
        echo(text)


def table(titles: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows: as a table on a terminal, else as columns separated by tabs."""
    texts = [["" if cell is None else as_line(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for row in [titles, *texts]:
            click.echo("\t".join(row), file=sys.stdout)  # the tabs are ours
        return
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=None, pad_edge=False)
    for title in titles:
        shown.add_column(title, overflow="fold")
    for row in texts:
        shown.add_row(*map(Text, row))
    render(shown)


def render(shown: "RenderableType") -> None:
    """Print something of rich; its texts are objects of rich's ``Text``, never markup."""
    from rich.console import Console

    Console(markup=False, highlight=False, emoji=False).print(shown)


def fail(message: object, exit_code: int = 2) -> NoReturn:
    """Print in one line what is wrong, and exit; exit code 2 is for wrong usage."""
    echo(f"cs-simulator: {message}", err=True)
    sys.exit(exit_code)
