"""Lines of styled text, and rows of cells that are drawn into."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from cs_simulator.domain.printable import as_line


class Piece(NamedTuple):
    """A text with one style, as rich names it."""

    text: str
    style: str = ""


Line = Sequence[Piece]


class Cells:
    """A row of cells into which segments and marks are drawn."""

    def __init__(self, width: int) -> None:
        self._cells = [Piece(" ")] * width
        self.free = 0
        """The first column to the right of everything drawn so far."""

    def segment(self, start: int, end: int, label: str, style: str, fill: str = "─") -> None:
        """Draw a segment with its label, cut to its width.

        It begins after what was drawn before, and is at least one column wide.
        """
        start = min(max(start, self.free), len(self._cells) - 1)
        end = min(max(end, start + 1), len(self._cells))
        text = label[: end - start].ljust(end - start, fill)
        for column, letter in enumerate(text, start):
            self._cells[column] = Piece(letter, style)
        self.free = max(self.free, end)

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


def plain(line: Line) -> str:
    """The text of a line."""
    return as_line("".join(piece.text for piece in line)).rstrip()
