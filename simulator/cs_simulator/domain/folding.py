"""Long lists of calls in a few lines: repetitions are counted, the middle is left out."""

from collections.abc import Sequence
from typing import NamedTuple

_PERIODS = (1, 2)  # calls that are repeated together: one that polls, or two in turn
_FEWEST = 3  # repetitions that are folded


class ShownCall(NamedTuple):
    """A call as proof shows it."""

    when: str
    what: str
    """What was asked and answered: ``GET /clusters -> 200``."""


class _Line(NamedTuple):
    text: str
    calls: int


def folded(calls: Sequence[ShownCall], most: int = 30) -> list[str]:
    """One line for each call or repetition, and no more than *most* and one in their middle.

    ``… GET /clusters/c1 -> 200 × 472, until …``; two calls in turn are shown once, and then how
    often they come again.
    """
    lines: list[_Line] = []
    at = 0
    while at < len(calls):
        found = _lines(calls, at)
        lines += found
        at += sum(line.calls for line in found)
    if len(lines) <= most:
        return [line.text for line in lines]
    first = most // 3
    left_out = sum(line.calls for line in lines[first : first - most])
    shown = [line.text for line in lines]
    return [*shown[:first], f"… {left_out} calls left out …", *shown[first - most :]]


def _lines(calls: Sequence[ShownCall], at: int) -> list[_Line]:
    """The lines of the call at a position, with the calls after it that repeat it."""
    for period in _PERIODS:
        times = _times(calls, at, period)
        if times >= _FEWEST:
            last = calls[at + times * period - 1].when
            return _repeated(calls[at : at + period], times, last)
    return [_Line(_text(calls[at]), 1)]


def _times(calls: Sequence[ShownCall], at: int, period: int) -> int:
    """How often the calls from a position on come one after the other."""
    end = at + period
    while end < len(calls) and calls[end].what == calls[end - period].what:
        end += 1
    return (end - at) // period


def _repeated(calls: Sequence[ShownCall], times: int, last: str) -> list[_Line]:
    until = f", until {last}" if last != calls[0].when else ""
    if len(calls) == 1:
        return [_Line(f"{_text(calls[0])} × {times}{until}", times)]
    again = (times - 1) * len(calls)
    lines = [_Line(_text(call), 1) for call in calls]
    return [*lines, _Line(f"… these {len(calls)} again × {times - 1}{until}", again)]


def _text(call: ShownCall) -> str:
    return f"{call.when} {call.what}"
