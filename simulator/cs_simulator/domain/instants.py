"""Instants and durations, and how they are written.

An instant is an ``int``, microseconds since 1970-01-01 UTC; a duration is an ``int`` of
microseconds. Integers are exact, and the database and JSON store them as they are.

Instants lie between :data:`EARLIEST` and :data:`LAST`, which can be written. Reading refuses others
in words, adding stops at the end, writing shows the nearest: no instant, wherever it comes from,
raises ``OverflowError``.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

MILLISECOND = 1_000
SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_UNITS = {"ms": MILLISECOND, "s": SECOND, "m": MINUTE, "h": HOUR, "d": DAY}
_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_CHINA = timezone(timedelta(hours=8))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _of(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


EARLIEST, LAST = _of(datetime.min.replace(tzinfo=UTC)), _of(datetime.max.replace(tzinfo=UTC))
"""The first and the last instant: those of the years 1 to 9999."""
LATEST = _of(datetime(9000, 1, 1, tzinfo=UTC))
"""The latest instant to which a clock may be set: the tasks that run then finish before the end."""


@lru_cache(maxsize=4096)
def _second_as_text(second: int, china: bool) -> str:
    latest = (LAST - 8 * HOUR if china else LAST) // SECOND
    # Not fromtimestamp, which knows no instants before 1970 on Windows.
    moment = _EPOCH + timedelta(seconds=min(max(second, EARLIEST // SECOND), latest))
    if china:
        return moment.astimezone(_CHINA).isoformat()
    return moment.replace(tzinfo=None).isoformat() + "Z"


def as_text(at: int, *, china: bool = False) -> str:
    """The instant as the service writes it, in whole seconds: ``…Z``, with *china* ``…+08:00``.

    Every known client reads ``Z``; aliyungo before 2018-08-31 reads nothing else.
    """
    return _second_as_text(at // SECOND, china)


def as_exact_text(at: int) -> str:
    """The instant to the microsecond, for the control plane: ``2018-01-08T09:00:00.25Z``."""
    at = min(max(at, EARLIEST), LAST)
    fraction = f"{at % SECOND:06d}".rstrip("0")
    return _second_as_text(at // SECOND, False)[:-1] + (f".{fraction}" if fraction else "") + "Z"


def as_fractional_text(at: int) -> str:
    """The instant as the service writes it where it has fractions: ``….285530+08:00``."""
    second = _second_as_text(at // SECOND, True)
    fraction = f"{at % SECOND:06d}".rstrip("0")
    return second[:-6] + (f".{fraction:0<2}" if fraction else "") + second[-6:]


def from_text(text: str) -> int:
    """Parse an RFC 3339 instant with a time zone; raises ``ValueError`` with what to write."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f"{text!r} is not an instant; write it like 2018-01-08T09:00:00Z"
        ) from None
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no zone; end it with Z or an offset such as +08:00")
    at = _of(moment)
    if not EARLIEST <= at <= LAST:
        raise ValueError(f"{text!r} is not in the years 1 to 9999 of UTC; write one that is")
    return at


def showable(at: int) -> int:
    """The instant unchanged; raises ``ValueError`` if no clock may be set to it."""
    if not 0 <= at <= LATEST:
        raise ValueError(
            f"{as_text(at)} is out of simulated time, which is from {as_text(0)} to"
            f" {as_text(LATEST)}; give an instant between them"
        )
    return at


def later(at: int, by: int) -> int:
    """The instant later by a duration, never before *at*, and at most :data:`LAST`."""
    instant = at + by if by > 0 else at
    return instant if instant < LAST else LAST


def duration(value: object) -> int:
    """Parse a duration: ``"5m"``, ``"1h30m"``, ``"250ms"``, or a number of seconds.

    Raises ``ValueError`` with what to write; negative durations are refused.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not 0 <= value < 10**9:  # about 30 years: far more than any run, far less than overflow
            raise ValueError(f"write a duration between 0 and 1000000000 seconds, not {value!r}")
        return round(value * SECOND)
    text = value.strip() if isinstance(value, str) else ""
    parts = _PART.findall(text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        raise ValueError(
            f"{value!r} is not a duration; write it like 90s, 5m, 1h30m, 250ms, or seconds as a"
            " number"
        )
    total = sum(float(number) * _UNITS[unit] for number, unit in parts)
    if total > 10**9 * SECOND:
        raise ValueError(f"{value!r} is more than 1000000000 seconds; write less")
    return round(total)


def duration_text(microseconds: int) -> str:
    """A duration as people write it, to the millisecond: ``1h30m``, ``250ms``, ``0s``."""
    parts, rest = [], microseconds
    for unit in ("h", "m", "s", "ms"):
        number, rest = divmod(rest, _UNITS[unit])
        if number:
            parts.append(f"{number}{unit}")
    return "".join(parts) or "0s"
