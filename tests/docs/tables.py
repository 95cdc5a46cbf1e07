"""Tables in Markdown, and values as scenario files and settings write them."""

import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

from cs_simulator.domain import durations
from cs_simulator.domain.instants import SECOND


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; cells may not hold a line break."""
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    lines += [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return "\n".join(lines)


def sentence(docstring: str | None) -> str:
    """The first sentence of a docstring's first paragraph on one line, with single backquotes."""
    paragraph = " ".join((docstring or "").strip().partition("\n\n")[0].split())
    return re.sub(r":\w+:`~?([^`]+)`", r"`\1`", paragraph).replace("``", "`")


def code(text: str) -> str:
    """Text as inline code; nothing for nothing."""
    return f"`{text}`" if text else ""


def duration(microseconds: float) -> str:
    """A duration as files write it: ``90s``, ``15m``, ``250ms``."""
    seconds = microseconds / SECOND
    if seconds and seconds % 60 == 0:
        return f"{seconds / 60:g}m"
    return f"{seconds:g}s" if seconds >= 1 or not seconds else f"{seconds * 1000:g}ms"


def distribution(takes: Any) -> str:
    """A distribution as files write it."""

    def seconds(number: float) -> str:
        return duration(number * SECOND)

    match takes:
        case durations.Fixed(number):
            return seconds(number)
        case durations.Uniform(least, most):
            return f"uniform: [{seconds(least)}, {seconds(most)}]"
        case durations.Lognormal(median, sigma, most):
            limit = "" if math.isinf(most) else f", max: {seconds(most)}"
            return f"lognormal: {{median: {seconds(median)}, sigma: {sigma:g}{limit}}}"
        case durations.Percentiles(points):
            pairs = ", ".join(f'"{share:.0%}": {seconds(number)}' for share, number in points)
            return f"percentiles: {{{pairs}}}"
    raise AssertionError(takes)
