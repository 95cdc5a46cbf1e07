"""How long the agent waits before it tries again what has failed, and how it writes durations."""

from cs_simulator.domain.instants import MILLISECOND, SECOND

_FIRST, _LONGEST = 10, 300
_MOST_DOUBLINGS = 10


def wait_after(failures: int) -> int:
    """The microseconds after so many failures: 10 seconds after one, doubling to 5 minutes."""
    return min(_FIRST << min(max(failures - 1, 0), _MOST_DOUBLINGS), _LONGEST) * SECOND


def as_text(wait: int) -> str:
    """A wait as the agent writes it: ``10s``, ``1m20s``, ``5m0s``."""
    minutes, seconds = divmod(wait // SECOND, 60)
    return f"{minutes}m{seconds}s" if minutes else f"{seconds}s"


def took_as_text(duration: int) -> str:
    """How long something took, as programs in Go write it: ``500ms``, ``7.087s``, ``1m10.5s``."""
    minutes, rest = divmod(duration // MILLISECOND, 60_000)
    if not minutes and rest < 1000:
        return f"{rest}ms"
    seconds = f"{rest / 1000:.3f}".rstrip("0").rstrip(".")
    return f"{minutes}m{seconds}s" if minutes else f"{seconds}s"
