"""How kubectl writes ages and durations."""

from cs_simulator.domain.instants import SECOND, from_text

UNKNOWN = "<unknown>"

_MINUTE, _HOUR, _DAY, _YEAR = 60, 3600, 86400, 365 * 86400
_Unit = tuple[int, str]
# Below the first number of seconds: the unit, the smaller one, and until how many seconds the
# smaller one is written.
_STEPS: tuple[tuple[int, _Unit, _Unit | None, int], ...] = (
    (2 * _MINUTE, (1, "s"), None, 0),
    (3 * _HOUR, (_MINUTE, "m"), (1, "s"), 10 * _MINUTE),
    (2 * _DAY, (_HOUR, "h"), (_MINUTE, "m"), 8 * _HOUR),
    (2 * _YEAR, (_DAY, "d"), (_HOUR, "h"), 8 * _DAY),
    (8 * _YEAR, (_YEAR, "y"), (_DAY, "d"), 8 * _YEAR),
)


def age(since: object, now: int) -> str:
    """How long ago an instant of an object was, as kubectl writes it: ``5m30s``, ``3d2h``.

    ``<unknown>`` for what is no instant.
    """
    at = instant(since)
    return UNKNOWN if at is None else duration((now - at) // SECOND)


def instant(written: object) -> int | None:
    """An instant of an object in microseconds since 1970; ``None`` for what is no instant."""
    try:
        return from_text(written) if isinstance(written, str) else None
    except ValueError:
        return None


def duration(seconds: int) -> str:
    """A duration as ``HumanDuration`` of ``k8s.io/apimachinery/pkg/util/duration`` writes it."""
    if seconds < -1:
        return "<invalid>"
    if seconds <= 0:
        return "0s"
    for limit, unit, smaller, rest_until in _STEPS:
        if seconds < limit:
            return _in_two(seconds, unit, smaller, rest_until)
    return f"{seconds // _YEAR}y"


def _in_two(seconds: int, unit: _Unit, smaller: _Unit | None, rest_until: int) -> str:
    whole, rest = divmod(seconds, unit[0])
    written = f"{whole}{unit[1]}"
    if smaller is None or seconds >= rest_until or not rest // smaller[0]:
        return written
    return f"{written}{rest // smaller[0]}{smaller[1]}"
