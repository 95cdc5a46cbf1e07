"""Printing lines of styled text: in colour on a terminal, and plain elsewhere."""

import shutil
import sys
from collections.abc import Iterable

from cs_simulator.charts.text.canvas import Line, plain
from cs_simulator.cli._output import echo
from cs_simulator.domain.printable import as_line


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


def width() -> int:
    """The width of the terminal, at least 60; 120 without one."""
    return max(60, shutil.get_terminal_size((120, 24)).columns) if _is_terminal() else 120


def _is_terminal() -> bool:
    return sys.stdout.isatty()
