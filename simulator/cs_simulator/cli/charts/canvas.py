"""Lines of styled text, for a terminal in colour and for everything else without."""

import shutil
import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

import click


class Piece(NamedTuple):
    """A text in one style; styles are those of rich."""

    text: str
    style: str = ""


Line = Sequence[Piece]


class Row:
    """Cells side by side, which segments and marks are drawn into."""

    def __init__(self, width: int) -> None:
        self._cells = [Piece(" ")] * width
        self.free = 0
        """The first column after everything that was drawn."""

    def segment(self, start: int, end: int, label: str, style: str, fill: str = "─") -> int:
        """Draw a segment with its label as far as that fits; gives its last column.

        It is at least one column wide, after what was drawn before.
        """
        start = min(max(start, self.free), len(self._cells) - 1)
        end = min(max(end, start + 1), len(self._cells))
        text = label[: end - start].ljust(end - start, fill)
        for column, letter in enumerate(text, start):
            self._cells[column] = Piece(letter, style)
        self.free = max(self.free, end)
        return end - 1

    def mark(self, column: int, sign: str, style: str) -> None:
        """Put one sign into a column."""
        column = min(max(column, 0), len(self._cells) - 1)
        self._cells[column] = Piece(sign, style)
        self.free = max(self.free, column + 1)

    def is_empty(self, column: int) -> bool:
        """Whether nothing was drawn in that column."""
        return self._cells[min(column, len(self._cells) - 1)].text == " "

    def line(self) -> list[Piece]:
        """The row as a line, cells of one style together."""
        return [
            Piece("".join(cell.text for cell in cells), style)
            for style, cells in groupby(self._cells, lambda cell: cell.style)
        ]


def show(lines: Iterable[Line]) -> None:
    """Print lines: in colour where somebody looks at a terminal."""
    if not _is_terminal():
        for line in lines:
            click.echo(plain(line))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        console.print(Text.assemble(*((piece.text, piece.style) for piece in line)))


def plain(line: Line) -> str:
    """A line without its styles."""
    return "".join(piece.text for piece in line).rstrip()


def width() -> int:
    """How wide lines may be."""
    return max(60, shutil.get_terminal_size((120, 24)).columns) if _is_terminal() else 120


def _is_terminal() -> bool:
    return sys.stdout.isatty()
