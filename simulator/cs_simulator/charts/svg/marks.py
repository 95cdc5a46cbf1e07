"""The marks of a row: a shape for each kind, and beside it a text if there is room."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cs_simulator.charts.axis import Axis, clock
from cs_simulator.charts.model import Mark, MarkKind
from cs_simulator.charts.svg import elements

_SIZE = 4.0  # pixels from the middle of a mark to its edge
_CLOSE = 6.0  # marks of one kind that are so close are one
_BESIDE = 10.0  # from one mark to another of another kind
_AFTER = 6.0  # from the end of a bar to the mark of its end
_MOST_TITLES = 6


class Shape(NamedTuple):
    """How a kind of mark is drawn: a path around 0,0, its colour, and what it means."""

    commands: str
    colour: str
    meaning: str
    is_full: bool = False

    @property
    def classes(self) -> str:
        """The classes of its path."""
        return f"mark m-{self.colour}{' full' if self.is_full else ''}"


RIGHT = 60
"""The room to the right of the last instant, for labels and texts there."""

_CROSS = "m-4-4 8 8m0-8-8 8"
_CIRCLE = "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"
_DIAMOND = "m0-5 5 5-5 5-5-5z"

SHAPES: dict[MarkKind, Shape] = {
    "call": Shape("m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0z", "accent", "call", is_full=True),
    "refused": Shape(_DIAMOND, "warn", "refused call", is_full=True),
    "broken": Shape(_CROSS, "bad", "call without an answer"),
    "fault": Shape("m0-5 5 9h-10zm0 3v3m0 1.6v.1", "bad", "rule acts"),
    "failed": Shape(_CROSS, "bad", "failed"),
    "canceled": Shape(_CIRCLE + "m1.2-2.8 5.6 5.6", "warn", "canceled"),
    "lost": Shape("m-5-4h10l-5 8z", "bad", "lost", is_full=True),
    "back": Shape("m-5 4h10l-5-8z", "good", "back", is_full=True),
    "gone": Shape(_CIRCLE, "muted", "gone"),
    "ready": Shape(_CIRCLE, "good", "ready", is_full=True),
    "action": Shape(_DIAMOND, "warn", "timeline action"),
    "moved": Shape("m-5 0h9m-4-4 4 4-4 4", "good", "pods made elsewhere"),
    "forced": Shape("m-4-4h8v8h-8z", "warn", "done by hand"),
}
_ENDS = frozenset({"failed", "canceled", "gone"})
_SHOWN_BESIDE = frozenset({"failed", "action", "refused", "broken"})


Span = tuple[float, float]


class Placed(NamedTuple):
    """Marks that are drawn as one."""

    x: float
    kind: MarkKind
    marks: list[Mark]


def placed(marks: Iterable[Mark], axis: Axis) -> list[Placed]:
    """Marks with their places, beside each other.

    Those of one kind that are close together are one; a rule that acts is part of what it does.
    """
    found: list[Placed] = []
    for mark in sorted(marks, key=lambda mark: (mark.at, mark.kind == "fault")):
        x = axis.position(mark.at) + (_AFTER if mark.kind in _ENDS else 0.0)
        near = [other for other in found[-3:] if x - other.x < _CLOSE]
        same = [other for other in near if mark.kind in (other.kind, "fault")]
        if same:
            same[-1].marks.append(mark)
            continue
        if near:
            x = near[-1].x + _BESIDE
        found.append(Placed(x, mark.kind, [mark]))
    return found


def drawn(
    marks: list[Placed], taken: Sequence[Span], left: float, middle: float, axis: Axis
) -> Iterator[str]:
    """Marks around the height *middle*; *taken* are the spans in which no text may stand."""
    for mark in marks:
        shape = SHAPES[mark.kind]
        where = f"M{elements.number(left + mark.x)} {elements.number(middle)}"
        yield elements.path(where + shape.commands, shape.classes, _title(mark, axis))
    occupied = [*taken, *((mark.x - _SIZE, mark.x + _SIZE) for mark in marks)]
    for mark in marks:
        if mark.kind in _SHOWN_BESIDE:
            shown = _place(mark, occupied, axis)
            if shown.text:
                occupied.append((shown.x, shown.x + elements.width(shown.text)))
                colour = SHAPES[mark.kind].colour
                yield elements.text(left + shown.x, middle + 4, shown.text, f"t-{colour}")


class _Beside(NamedTuple):
    """A text beside a mark, and where it begins."""

    text: str
    x: float


def _place(mark: Placed, occupied: Sequence[Span], axis: Axis) -> _Beside:
    """The text of a mark to its right or, where it fits only there, to its left."""
    text = _beside(mark)
    right, left = mark.x + _SIZE + 3, mark.x - _SIZE - 3
    behind = max((high for low, high in occupied if low < left), default=0.0)
    ahead = min((low for low, high in occupied if high > right), default=axis.width + RIGHT)
    width = elements.width(text)
    if ahead < right:  # the name of a bar stands there
        return _Beside("", right)
    if width > ahead - right - 4 and width <= left - behind - 4:
        return _Beside(text, left - width)
    return _Beside(elements.shortened(text, ahead - right - 4), right)


def _beside(placed: Placed) -> str:
    """What stands beside a mark: of a call, how it was answered."""
    text = placed.marks[0].text
    return text.rpartition(": ")[2] if placed.kind in ("refused", "broken") else text


def _title(placed: Placed, axis: Axis) -> str:
    shown = [
        f"{clock(mark.at - axis.began)} {mark.text or SHAPES[mark.kind].meaning}"
        for mark in placed.marks[:_MOST_TITLES]
    ]
    more = len(placed.marks) - len(shown)
    return "\n".join([*shown, *([f"and {more} more"] if more else [])])
