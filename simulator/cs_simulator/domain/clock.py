"""A tenant's virtual time: arithmetic over readings of a real clock that others take.

``reading`` is a monotonic reading in seconds, passed in by the edge. Nothing here reads a clock.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from cs_simulator.domain.instants import SECOND


class ClockMode(StrEnum):
    """What moves the clock."""

    REALTIME = "realtime"
    SCALED = "scaled"
    FROZEN = "frozen"
    POLLING = "polling"


RUNS_BY_ITSELF = frozenset({ClockMode.REALTIME, ClockMode.SCALED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """``now = anchor + rate × elapsed``, and no elapsed time counts in modes that stand still."""

    mode: ClockMode
    anchor: int
    """The virtual instant at ``reading``, in microseconds."""
    reading: float
    """The monotonic reading, in seconds, at which the anchor was taken."""
    rate: float = 1.0
    """Virtual seconds for a real one, in mode ``scaled``."""
    speed: float = field(init=False)
    """Virtual seconds that pass by themselves for each real one: 0 when standing still."""

    def __post_init__(self) -> None:
        """Work the speed out once: the time is asked for several times in every call."""
        speeds = {ClockMode.SCALED: self.rate, ClockMode.REALTIME: 1.0}
        object.__setattr__(self, "speed", speeds.get(self.mode, 0.0))

    def now(self, reading: float) -> int:
        """The virtual instant at a monotonic reading."""
        if not self.speed:
            return self.anchor
        return self.anchor + int(self.speed * (reading - self.reading) * SECOND)

    def at(self, instant: int, reading: float) -> "Clock":
        """The same clock showing *instant* now; earlier than now changes nothing: forward only."""
        return replace(self, anchor=max(instant, self.now(reading)), reading=reading)

    def with_mode(self, mode: ClockMode, rate: float, reading: float) -> "Clock":
        """The clock going on in another mode, without a jump."""
        return replace(self, mode=mode, rate=rate, anchor=self.now(reading), reading=reading)

    def real_seconds_until(self, due: int, reading: float) -> float | None:
        """How long, in real seconds, until *due*; ``None`` for a clock that stands still."""
        if not self.speed:
            return None
        return max((due - self.now(reading)) / SECOND / self.speed, 0.0)
