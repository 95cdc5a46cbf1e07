"""The lanes in a page: the drawing with its colours also as attributes.

A viewer whose policy forbids styles ignores the style sheet, and then shows the light colours.
"""

import re
from collections.abc import Iterator
from functools import cache

from cs_simulator.charts.model import Picture
from cs_simulator.charts.svg import document, theme

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r'class="([^"]*)"')
_FONT = 'font-size="11" font-family="sans-serif"'


def drawing(picture: Picture, label: str) -> str:
    """The ``svg`` element, for a page that has the style sheet of charts."""
    drawn = _CLASS.sub(_with_attributes, document.element(picture, label))
    return drawn.replace("<svg ", f"<svg {_FONT} ", 1)


def _with_attributes(found: re.Match[str]) -> str:
    classes = set(found[1].split())
    attributes: dict[str, str] = {}
    for needed, values in _rules():
        if needed <= classes:
            attributes |= values
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return found[0] + written


@cache
def _rules() -> tuple[tuple[frozenset[str], dict[str, str]], ...]:
    """The classes of each rule of the light style sheet, with what it sets."""
    return tuple(_parsed(theme.style("light")))


def _parsed(sheet: str) -> Iterator[tuple[frozenset[str], dict[str, str]]]:
    for selectors, body in _RULE.findall(sheet):
        values = dict(part.split(":", 1) for part in body.split(";") if part)
        for selector in selectors.split(","):
            classes = frozenset(selector.rpartition(" ")[2].split(".")[1:])
            if classes and "font" not in values:
                yield classes, values
