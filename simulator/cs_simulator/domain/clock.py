"""A tenant's virtual time, computed from readings of a real clock that are passed in.

A ``reading`` is one of a monotonic clock, in seconds. Nothing here reads a clock.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from cs_simulator.domain.instants import LAST, LATEST, SECOND, duration

SLOWEST, FASTEST = 1e-3, 1e6
"""The least and the greatest rate: at the one, a real day is one and a half virtual minutes; above
the other, a real millisecond would be more than a quarter of a virtual hour."""


class ClockMode(StrEnum):
    """What moves the clock: real time, real time at a rate, commands only, or repeated reads."""

    REALTIME = "realtime"
    SCALED = "scaled"
    FROZEN = "frozen"
    POLLING = "polling"


def interval(value: Any) -> int:
    """The interval of a polling clock that is given as JSON: a duration; 0 is none.

    Raises ``ValueError`` with what to give.
    """
    try:
        return duration(value)
    except ValueError as problem:
        raise ValueError(f"interval: {problem}") from None


def rate(value: Any) -> float:
    """The rate of a clock that is given as JSON; raises ``ValueError`` with what to give."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and SLOWEST <= value <= FASTEST:
        return float(value)
    raise ValueError(f"rate is a number from {SLOWEST:g} to {FASTEST:g}, not {value!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """``now = anchor + speed × elapsed``; the speed is 0 in modes ``frozen`` and ``polling``."""

    mode: ClockMode
    anchor: int
    """The virtual instant at ``reading``, in microseconds."""
    reading: float
    """The monotonic reading, in seconds, at which the anchor was taken."""
    rate: float = 1.0
    """Virtual seconds per real second, in mode ``scaled``."""
    interval: int = 0
    """The microseconds by which a repeated read moves time, in mode ``polling``; 0 where it moves
    to the next change."""
    speed: float = field(init=False)
    """Virtual seconds per real second in the clock's mode."""

    def __post_init__(self) -> None:
        """Compute the speed once: the time is read several times in every call."""
        speeds = {ClockMode.SCALED: self.rate, ClockMode.REALTIME: 1.0}
        object.__setattr__(self, "speed", speeds.get(self.mode, 0.0))

    def now(self, reading: float) -> int:
        """The virtual instant at a monotonic reading."""
        if not self.speed:
            return self.anchor
        return min(self.anchor + int(self.speed * (reading - self.reading) * SECOND), LAST)

    def at(self, instant: int, reading: float) -> "Clock":
        """The same clock showing *instant*, or unchanged if it shows a later one: forward only."""
        return replace(self, anchor=max(instant, self.now(reading)), reading=reading)

    def later(self, span: int, reading: float) -> "Clock":
        """The same clock, showing an instant that is later by *span*, if one may be shown."""
        return self.at(min(self.now(reading) + span, LATEST), reading)

    def with_mode(self, mode: ClockMode, rate: float, reading: float) -> "Clock":
        """The clock in another mode, continuing from the instant that it shows."""
        return replace(self, mode=mode, rate=rate, anchor=self.now(reading), reading=reading)

    def with_interval(self, interval: int) -> "Clock":
        """The same clock with another interval."""
        return replace(self, interval=interval)

    def real_seconds_until(self, due: int, reading: float) -> float | None:
        """The real seconds until the clock shows *due*, at least 0; ``None`` at speed 0."""
        if not self.speed:
            return None
        return max((due - self.now(reading)) / SECOND / self.speed, 0.0)
