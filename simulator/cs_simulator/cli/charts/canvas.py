"""Lines of styled text: in colour on a terminal, and plain elsewhere."""

import shutil
import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from cs_simulator.cli._output import echo
from cs_simulator.domain.printable import as_line


class Piece(NamedTuple):
    """A text with one style, as rich names it."""

    text: str
    style: str = ""


Line = Sequence[Piece]


class Row:
    """A row of cells into which segments and marks are drawn."""

    def __init__(self, width: int) -> None:
        self._cells = [Piece(" ")] * width
        self.free = 0
        """The first column to the right of everything drawn so far."""

    def segment(self, start: int, end: int, label: str, style: str, fill: str = "─") -> int:
        """Draw a segment with its label, cut to its width; returns its last column.

        It begins after what was drawn before, and is at least one column wide.
        """
        start = min(max(start, self.free), len(self._cells) - 1)
        end = min(max(end, start + 1), len(self._cells))
        text = label[: end - start].ljust(end - start, fill)
        for column, letter in enumerate(text, start):
            self._cells[column] = Piece(letter, style)
        self.free = max(self.free, end)
        return end - 1

    def mark(self, column: int, sign: str, style: str) -> None:
        """Draw one sign in a column."""
        column = min(max(column, 0), len(self._cells) - 1)
        self._cells[column] = Piece(sign, style)
        self.free = max(self.free, column + 1)

    def is_empty(self, column: int) -> bool:
        """Whether nothing was drawn in that column."""
        return self._cells[min(column, len(self._cells) - 1)].text == " "

    def line(self) -> list[Piece]:
        """The row as a line; neighbours of the same style are one piece."""
        return [
            Piece("".join(cell.text for cell in cells), style)
            for style, cells in groupby(self._cells, lambda cell: cell.style)
        ]


def show(lines: Iterable[Line]) -> None:
    """Print lines, in colour on a terminal."""
    if not _is_terminal():
        for line in lines:
            echo(plain(line))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        console.print(Text.assemble(*((as_line(piece.text), piece.style) for piece in line)))


def plain(line: Line) -> str:
    """The text of a line."""
    return as_line("".join(piece.text for piece in line)).rstrip()


def width() -> int:
    """The width of the terminal, at least 60; 120 without one."""
    return max(60, shutil.get_terminal_size((120, 24)).columns) if _is_terminal() else 120


def _is_terminal() -> bool:
    return sys.stdout.isatty()
