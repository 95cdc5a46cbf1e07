"""The table of figures, as the command prints it and ``tests/README.md`` has it."""

from collections.abc import Iterable, Sequence

from tests.benchmarks.figure import Group
from tests.benchmarks.measuring import Row
from tests.docs import pages

REGION = "benchmark"


def head(labels: Sequence[str]) -> list[str]:
    """The first two lines of a table with a column for each installation."""
    return [f"| figure | {' | '.join(labels)} | target |", "|---" * (len(labels) + 2) + "|"]


def line(row: Row, labels: Sequence[str]) -> str:
    """One row, with a cell for each installation."""
    cells = [row.cells[label] for label in labels]
    return f"| {' | '.join([row.figure.name, *cells, row.figure.target])} |".replace("|  |", "| |")


def table(rows: Iterable[Row], labels: Sequence[str]) -> str:
    """All rows."""
    return "\n".join([*head(labels), *(line(row, labels) for row in rows)])


def merged(written: str, measured: Sequence[str], groups: Iterable[Group]) -> str:
    """The table of the README with some rows measured anew, all in the order of the groups.

    A row that is about no figure any longer is left out.
    """
    first = head(["measured"])
    by_name = {_name(each): each for each in [*written.splitlines()[len(first) :], *measured]}
    names = [figure.name for group in groups for scene in group.scenes for figure in scene.figures]
    return "\n".join([*first, *(by_name[name] for name in names if name in by_name)])


def _name(row: str) -> str:
    return row.split("|")[1].strip()


def put(rows: Sequence[Row], label: str, groups: Iterable[Group]) -> None:
    """Write the rows into ``tests/README.md``."""
    lines = [line(row, [label]) for row in rows]
    pages.write(REGION, merged(pages.region(REGION), lines, groups))
