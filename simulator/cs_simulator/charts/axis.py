"""The time axis of a chart: the column of an instant, with long idle times cut out."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

from cs_simulator.charts.model import Picture
from cs_simulator.domain.instants import DAY, HOUR, MINUTE, SECOND

Span = tuple[int, int]

CUT = 3  # columns of an idle time that is cut out
_SHORTEST_CUT = MINUTE
_STEPS = (
    SECOND, 2 * SECOND, 5 * SECOND, 10 * SECOND, 15 * SECOND, 30 * SECOND,
    MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE,
    HOUR, 2 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 7 * DAY, 30 * DAY, 365 * DAY,
)  # fmt: skip
_LEAST_DISTANCE = 10  # columns between two labels


class Axis:
    """Columns from 0 to *width* for the time from *began* to *ended*.

    *busy* are the times at which something happens. A long time in which nothing does is cut out:
    *cut* columns are shown instead. Between two labels are at least *distance* columns, and a
    letter of one takes *letter*.
    """

    def __init__(
        self,
        busy: Iterable[Span],
        began: int,
        ended: int,
        width: int,
        *,
        cut: int = CUT,
        distance: int = _LEAST_DISTANCE,
        letter: int = 1,
    ) -> None:
        self.began, self.width = began, width
        self._cut, self._distance, self._letter = cut, distance, letter
        ended = max(ended, began + SECOND)
        merged = list(_merged([*busy, (began, began), (ended, ended)]))
        lasts = sum(end - start for start, end in merged)
        gaps = [(a[1], b[0]) for a, b in pairwise(merged)]
        longest = max(lasts // 3, _SHORTEST_CUT)
        most = width // (4 * cut) if lasts else 0  # instants alone would leave nothing to show
        cuts = sorted((g for g in gaps if g[1] - g[0] > longest), key=lambda g: g[0] - g[1])[:most]
        linear = ended - began - sum(end - start for start, end in cuts)
        self._scale = max(linear, 1) / (width - cut * len(cuts))
        self._knots = _knots(sorted(cuts), began, self._scale, cut)
        self.cuts = [column for _, _, column, is_cut in self._knots if is_cut]
        self._ended = ended

    def position(self, at: int) -> float:
        """The place of an instant, in columns."""
        index = bisect_right(self._knots, at, key=lambda knot: knot[0]) - 1
        start, end, column, is_cut = self._knots[max(index, 0)]
        passed = at - start
        moved = passed / (end - start) * self._cut if is_cut else passed / self._scale
        return min(max(column + moved, 0.0), float(self.width))

    def column(self, at: int) -> int:
        """The column of an instant."""
        return int(self.position(at) + 1e-9)

    def ticks(self) -> Iterator[tuple[int, str]]:
        """Columns, each with the time since the beginning as its label; none overlap.

        The first instant after a cut has one; the others are at round times.
        """
        taken: list[Span] = [(column, column + self._cut) for column in self.cuts]
        for column, text in [*self._after_cuts(), *self._round()]:
            end = column + (len(text) + 1) * self._letter
            if all(end <= first or column >= last for first, last in taken):
                taken.append((column, end))
                yield column, text

    def _after_cuts(self) -> Iterator[tuple[int, str]]:
        for _, end, _, is_cut in self._knots:
            if is_cut:
                yield self.column(end), clock(end - self.began)

    def _round(self) -> Iterator[tuple[int, str]]:
        wide = (step for step in _STEPS if step / self._scale >= self._distance)
        step = next(wide, _STEPS[-1])
        for start, end, _, is_cut in self._knots:
            first = -(-(start - self.began) // step) * step
            last = min(end, self._ended) - self.began
            for offset in () if is_cut else range(first, last + 1, step):
                yield self.column(self.began + offset), clock(offset)


def busy(picture: Picture) -> Iterator[Span]:
    """The times of a picture at which something happens: a state that lasts is none."""
    for row in picture.rows:
        for bar in row.bars:
            is_stage = bar.status != "state" and bar.ended is not None
            yield bar.started, bar.ended if is_stage and bar.ended else bar.started
        yield from ((mark.at, mark.at) for mark in row.marks)


def clock(passed: int) -> str:
    """A duration as a clock shows it: ``1:30``, ``2:01:30``, ``3d 2:01:30``."""
    minutes, seconds = divmod(passed // SECOND, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days}d {hours}:{minutes:02}:{seconds:02}"
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    start, end = None, 0
    for low, high in sorted(spans):
        if start is None:
            start, end = low, high
        elif low > end:
            yield start, end
            start, end = low, high
        else:
            end = max(end, high)
    if start is not None:
        yield start, end


def _knots(
    cuts: list[Span], began: int, scale: float, width: int
) -> list[tuple[int, int, int, bool]]:
    """Pieces of the axis: first and last instant, first column, whether it is cut out."""
    pieces, at, column = [], began, 0
    for start, end in cuts:
        pieces.append((at, start, column, False))
        column += round((start - at) / scale)
        pieces.append((start, end, column, True))
        at, column = end, column + width
    return [*pieces, (at, 2**63, column, False)]
