"""The legend of a chart: the colours of its stages, its marks, and what paler means."""

from collections.abc import Iterator
from typing import NamedTuple

from cs_simulator.charts.model import Picture
from cs_simulator.charts.svg import elements
from cs_simulator.charts.svg.bars import fill_of
from cs_simulator.charts.svg.marks import SHAPES

_LINE, _SWATCH, _SPACE = 18, 10, 16
_MOST_STAGES = 24


class Legend(NamedTuple):
    """What was drawn, and how high it is."""

    content: str
    height: float


def drawn(picture: Picture, left: float, top: float, right: float) -> Legend:
    """The legend between two edges, in as many lines as it takes."""
    found, x, y = [], left, top
    for shape, words in _items(picture):
        width = _SWATCH + 5 + elements.width(words)
        if x + width > right and x > left:
            x, y = left, y + _LINE
        middle = y + _LINE / 2
        found.append(f'<g transform="translate({elements.number(x)} {elements.number(middle)})">')
        found.append(shape)
        found.append(elements.text(_SWATCH + 5, 4, words, "muted") + "</g>")
        x += width + _SPACE
    return Legend("".join(found), y + _LINE - top if found else 0.0)


def _items(picture: Picture) -> Iterator[tuple[str, str]]:
    stages: dict[str, str] = {}
    kinds = set()
    for row in picture.rows:
        for bar in row.bars:
            if bar.stage and bar.status in ("done", "running", "expected", "held"):
                stages.setdefault(bar.stage, fill_of(bar))
        kinds |= {mark.kind for mark in row.marks}
    for stage, fill in list(stages.items())[:_MOST_STAGES]:
        yield elements.rect(0, -5, _SWATCH, _SWATCH, f"f-{fill}"), stage
    for kind, shape in SHAPES.items():
        if kind in kinds and kind != "ready":
            yield elements.path(f"M5 0{shape.commands}", shape.classes), shape.meaning
    if picture.now < picture.ended:
        yield elements.rect(0, -5, _SWATCH, _SWATCH, "p p-stage-3"), "paler: expected"
