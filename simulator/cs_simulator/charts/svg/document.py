"""Charts as SVG: an element for a page, and a file with one chart or several."""

from collections.abc import Sequence
from typing import NamedTuple

from cs_simulator.charts.model import Picture
from cs_simulator.charts.svg import chart, elements
from cs_simulator.charts.svg.theme import Theme, style

_TITLE, _DESCRIPTION, _BETWEEN, _MARGIN = 28, 18, 24, 10


class Titled(NamedTuple):
    """A picture with what stands above it."""

    title: str
    picture: Picture
    description: str = ""


def element(picture: Picture, label: str, width: int = chart.WIDTH) -> str:
    """An ``svg`` element for a page that has the style sheet of charts itself."""
    drawn = chart.draw(picture, width)
    return _svg(drawn.content, label, width, drawn.height)


def document(charts: Sequence[Titled], theme: Theme = "auto", width: int = chart.WIDTH) -> str:
    """A file with charts below each other, each with its title."""
    found, top = [], 0.0
    for titled in charts:
        above, down = _above(titled, width)
        drawn = chart.draw(titled.picture, width)
        found.append(f'<g transform="translate(0 {elements.number(top)})">{above}')
        found.append(f'<g transform="translate(0 {down})">{drawn.content}</g></g>')
        top += down + drawn.height + _BETWEEN
    label = "; ".join(titled.title for titled in charts)
    sheet = f"<style>{style(theme)}</style>"
    panel = '<rect width="100%" height="100%" class="panel"/>'
    return _svg(sheet + panel + "".join(found), label, width, top - _BETWEEN / 2) + "\n"


def _above(titled: Titled, width: int) -> tuple[str, int]:
    """The title and the description, and how high they are."""
    room = width - 2 * _MARGIN
    title = elements.shortened(titled.title, room, scale=1.4)
    above = elements.text(_MARGIN, 20, title, "title")
    if not titled.description:
        return above, _TITLE
    shown = elements.shortened(titled.description, room)
    whole = f"<g><title>{elements.escaped(titled.description)}</title>"
    return f"{above}{whole}{elements.text(_MARGIN, 38, shown, 'muted')}</g>", _TITLE + _DESCRIPTION


def _svg(content: str, label: str, width: int, height: float) -> str:
    size = f'width="{width}" height="{elements.number(height)}"'
    box = f'viewBox="0 0 {width} {elements.number(height)}"'
    names = f'class="cs-chart" role="img" aria-label="{elements.escaped(label)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} {names}>{content}</svg>'
