"""The bars of a row, in their colours, with their names where these fit."""

from collections.abc import Iterator, Sequence

from cs_simulator.charts.axis import Axis, clock
from cs_simulator.charts.colours import colour_of
from cs_simulator.charts.model import NODES, Bar, Row
from cs_simulator.charts.svg import elements
from cs_simulator.domain import instants

HEIGHT = 16
_THIN = 4  # the height where only nodes have stages
_LEAST, _GAP, _MARGIN, _OVER = 2.5, 1.0, 4.0, 8.0  # pixels
_BEEN, _EXPECTED = "f", "p"
Part = tuple[float, float, str]
"""From where to where, and whether it has been or is expected."""


def fill_of(bar: Bar) -> str:
    """The name of the colour that fills a bar."""
    return "bad" if bar.status == "failed" else colour_of(bar)


class BarPainter:
    """Draws the bars of the rows of one picture."""

    def __init__(self, axis: Axis, now: int, ended: int, left: float) -> None:
        self._axis, self._now, self._ended, self._left = axis, now, ended, left

    def span(self, bar: Bar) -> tuple[float, float]:
        """From where to where a bar goes, in pixels."""
        start, end = map(self._axis.position, (bar.started, bar.ended or self._ended))
        return start, max(end, start + _LEAST)

    def drawn(self, row: Row, top: float, marks: Sequence[float]) -> Iterator[str]:
        """The bars of a row whose upper edge is at *top*; *marks* are the places of its marks."""
        for bar in row.bars:
            parts = list(self._parts(bar))
            for low, high, kind in parts:
                yield self._part(bar, low, high, kind, top)
            name = bar.detail if row.kind == "actions" else bar.name
            if name != NODES:
                yield from self._name(bar, name, parts, top, marks)

    def _parts(self, bar: Bar) -> Iterator[Part]:
        """What of a bar has been, and what is expected."""
        start, end = self.span(bar)
        if self._now >= self._ended:
            yield start, end, _BEEN
            return
        middle = min(max(self._axis.position(self._now), start), end)
        if middle > start:
            yield start, middle, _BEEN
        if end > middle:
            yield middle, end, _EXPECTED

    def _part(self, bar: Bar, low: float, high: float, kind: str, top: float) -> str:
        fill = fill_of(bar)
        classes = f"f-{fill}" if kind == _BEEN else f"p p-{fill}"
        width = max(high - low - _GAP, 1.0)
        height = _THIN if bar.name == NODES else HEIGHT
        top += (HEIGHT - height) / 2
        return elements.rect(self._left + low, top, width, height, classes, self._title(bar))

    def _name(
        self, bar: Bar, name: str, parts: Sequence[Part], top: float, marks: Sequence[float]
    ) -> Iterator[str]:
        """The name, as far as it fits, in the widest part."""
        low, high, kind = max(parts, key=lambda part: part[1] - part[0])
        over = [mark for mark in marks if low - _OVER < mark < low + _OVER]
        low = max([low, *(mark + 3 for mark in over)])
        name = f"{name}, held" if bar.status == "held" else name
        shown = elements.shortened(name, high - low - 2 * _MARGIN)
        if shown:
            on = f"on-{fill_of(bar)}" if kind == _BEEN else ""
            yield elements.text(self._left + low + _MARGIN, top + 12, shown, on)
        if bar.status == "held":
            taken = elements.width(shown) + _MARGIN if shown else 0.0
            yield from self._hatch(low + taken + _MARGIN, high - _GAP, top)

    def _hatch(self, low: float, high: float, top: float) -> Iterator[str]:
        """Slanted lines over what does not go on by itself."""
        steps = int((high - low - HEIGHT / 2) // 8)
        lines = "".join(
            f"M{elements.number(self._left + low + 8 * step)} {elements.number(top + HEIGHT)}l8-16"
            for step in range(max(steps, 0))
        )
        if lines:
            yield elements.path(lines, "hatch")

    def _title(self, bar: Bar) -> str:
        started = clock(bar.started - self._axis.began)
        if bar.ended is None:
            when = f"from {started}"
        else:
            lasts = instants.duration_text((bar.ended - bar.started) // 1000 * 1000)
            when = f"{started} to {clock(bar.ended - self._axis.began)} ({lasts})"
        status = "" if bar.status in ("state", "done") else f", {bar.status}"
        detail = f"\n{bar.detail}" if bar.detail else ""
        return f"{bar.name}{status}: {when}{detail}"
