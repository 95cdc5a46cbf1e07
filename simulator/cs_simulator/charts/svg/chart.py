"""A picture as an SVG element: labels, lanes, the axis above, the legend below."""

from collections.abc import Iterator
from typing import NamedTuple

from cs_simulator.charts.axis import Axis, busy
from cs_simulator.charts.model import Picture, Row
from cs_simulator.charts.svg import elements, legend, marks
from cs_simulator.charts.svg.bars import HEIGHT, BarPainter

WIDTH = 1200
_ROW, _SPACE = 20, 8  # a row's height, and the space above a cluster
_TOP = 20  # the height of the axis
_INDENT, _MARGIN = 12, 10
_LEAST_LABEL, _MOST_LABEL, _MOST_NOTE = 60, 230, 120
_CUT, _DISTANCE, _LETTER = 28, 80, 8
_FOOT = 20  # below the rows, for the mark of now


class Drawn(NamedTuple):
    """What was drawn, and how high it is."""

    content: str
    height: float


def draw(picture: Picture, width: int = WIDTH) -> Drawn:
    """The content of an SVG element of that width, without its title."""
    return _Chart(picture, width).draw()


class _Chart:
    def __init__(self, picture: Picture, width: int) -> None:
        self._picture, self._width = picture, width
        self._rows = [row for row in picture.rows if row.bars or row.marks or row.kind == "cluster"]
        widest = max((_label_width(row) for row in self._rows), default=0.0)
        self._left = _MARGIN + min(max(widest, _LEAST_LABEL), _MOST_LABEL) + _MARGIN
        lane = int(width - self._left - marks.RIGHT)
        self._axis = Axis(
            busy(picture), picture.began, picture.ended, lane,
            cut=_CUT, distance=_DISTANCE, letter=_LETTER,
        )  # fmt: skip
        self._bars = BarPainter(self._axis, picture.now, picture.ended, self._left)

    def draw(self) -> Drawn:
        lanes, bottom = self._lanes()
        below = legend.drawn(self._picture, self._left, bottom + _FOOT, self._width - marks.RIGHT)
        content = [*self._grid(bottom), *lanes, *self._now(bottom), below.content]
        return Drawn("".join(content), bottom + _FOOT + below.height)

    def _lanes(self) -> tuple[list[str], float]:
        """The rows, and where they end."""
        found: list[str] = []
        top = float(_TOP)
        for number, row in enumerate(self._rows):
            if number and (row.kind == "cluster" or _is_first_of_kind(self._rows, number)):
                top += _SPACE
            found += self._row(row, top)
            top += _ROW
        return found, top

    def _row(self, row: Row, top: float) -> Iterator[str]:
        yield from self._label(row, top)
        shown = marks.placed((mark for mark in row.marks if mark.kind != "ready"), self._axis)
        places = [mark.x for mark in shown]
        yield from self._bars.drawn(row, top + (_ROW - HEIGHT) / 2, places)
        taken = [self._bars.span(bar) for bar in row.bars]
        yield from marks.drawn(shown, taken, self._left, top + _ROW / 2, self._axis)

    def _label(self, row: Row, top: float) -> Iterator[str]:
        indent, baseline = _MARGIN + _indent(row), top + _ROW / 2 + 4
        room = self._left - _MARGIN - indent
        note = elements.shortened(row.note, _MOST_NOTE) if row.kind in ("rule", "calls") else ""
        if note:
            room -= elements.width(note) + _MARGIN
            yield elements.text(self._left - _MARGIN, baseline, note, "muted", "end")
        is_strong = row.kind in ("cluster", "pool")
        shown = elements.shortened(row.label, room, scale=1.1 if is_strong else 1.0)
        title = "\n".join(filter(None, (row.label, row.note)))
        classes = "strong" if is_strong else ""
        yield f"<g><title>{elements.escaped(title)}</title>"
        yield elements.text(indent, baseline, shown, classes) + "</g>"

    def _grid(self, bottom: float) -> Iterator[str]:
        for x, label in self._axis.ticks():
            at = elements.number(self._left + x)
            yield elements.path(f"M{at} {_TOP}V{elements.number(bottom)}", "grid")
            yield elements.text(self._left + x, 12, label, "muted")
        for x in self._axis.cuts:
            at = elements.number(self._left + x + _CUT / 2 - 6)
            yield elements.path(f"M{at} 6q3-4 6 0t6 0m-12 5q3-4 6 0t6 0", "mark m-muted")

    def _now(self, bottom: float) -> Iterator[str]:
        """A line for now, where something is still to come."""
        if self._picture.now >= self._picture.ended:
            return
        x = self._left + self._axis.position(self._picture.now)
        yield elements.path(f"M{elements.number(x)} {_TOP}V{elements.number(bottom)}", "now")
        yield elements.rect(x - 16, bottom, 32, 15, "f-bad")
        yield elements.text(x, bottom + 11, "now", "on-bad", "middle")


def _is_first_of_kind(rows: list[Row], number: int) -> bool:
    """Whether a group of rows that belong to no cluster begins."""
    return not rows[number].cluster_id and rows[number].kind != rows[number - 1].kind


def _indent(row: Row) -> float:
    if row.kind in ("calls", "rule", "actions", "cluster"):
        return 0.0
    return _INDENT * (2.0 if row.group_id and row.kind != "pool" else 1.0)


def _label_width(row: Row) -> float:
    is_strong = row.kind in ("cluster", "pool")
    label = elements.width(row.label, scale=1.1 if is_strong else 1.0)
    noted = row.note and row.kind in ("rule", "calls")
    return _indent(row) + label + (_MARGIN + elements.width(row.note) if noted else 0.0)
