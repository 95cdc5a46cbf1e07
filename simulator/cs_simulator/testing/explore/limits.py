"""What one run may take: a client that takes more does not end by itself."""

from dataclasses import dataclass

from cs_simulator.domain.instants import DAY, duration_text

_MORE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one run may take."""

    calls: int = 500
    """The calls that it may make."""
    time: int = DAY
    """The virtual microseconds that it may take."""
    silence: float = 60
    """The real seconds that may pass without a call."""

    def generous(self, calls: int, time: int) -> "Limits":
        """At least ten times what a run takes in which nothing goes wrong."""
        most = max(self.calls, calls * _MORE), max(self.time, time * _MORE)
        return Limits(calls=most[0], time=most[1], silence=self.silence)

    def beyond(self, reached: "Progress") -> "Limits":
        """The limits of what comes after a run that has come so far."""
        calls, time = reached.calls + self.calls, reached.time + self.time
        return Limits(calls=calls, time=time, silence=self.silence)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come."""

    calls: int
    """The calls that it has made."""
    time: int
    """The virtual microseconds that have passed."""


NOTHING = Progress(0, 0)


def excess(progress: Progress, limits: Limits) -> str:
    """Which limit a run has exceeded, as a clause; empty for none."""
    if progress.calls > limits.calls:
        return f"it made more than {limits.calls:,} calls"
    if progress.time > limits.time:
        return f"it went on for more than {duration_text(limits.time)} of virtual time"
    return ""
