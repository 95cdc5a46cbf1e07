"""When a regular inspection is due: the recurrence that settings name, as instants.

The recurrence is that of RFC 5545, of which the service takes ``FREQ=DAILY`` with ``BYHOUR`` and
``BYMINUTE``.
"""

import re
from collections.abc import Iterator

from cs_simulator.catalog import ack_errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.instants import DAY, HOUR, MINUTE

_PART = re.compile(r"([A-Z]+)=([A-Z0-9,]+)")
_BOUNDS = {"BYHOUR": 24, "BYMINUTE": 60}
ADVICE = (
    "a recurrence such as FREQ=DAILY;BYHOUR=10;BYMINUTE=15; BYHOUR and BYMINUTE must be there, and"
    " nothing else can be"
)


class DailyRecurrence:
    """A recurrence that the service takes."""

    def check(self, field: str, value: str) -> ApiError | None:
        """A problem if it is another text."""
        return None if _times_of(value) else ack_errors.INVALID_FIELD(field, ADVICE)


def due(recurrence: str, since: int, until: int) -> Iterator[int]:
    """The instants after *since* and not after *until* at which it is due, in order, in UTC."""
    times = _times_of(recurrence)
    for day in range(since // DAY, until // DAY + 1):
        for time in times:
            if since < day * DAY + time <= until:
                yield day * DAY + time


def _times_of(recurrence: str) -> list[int]:
    """The times of the day, as microseconds from its beginning; none for another text."""
    found = [_PART.fullmatch(part) for part in recurrence.strip(";").split(";")]
    parts = {part[1]: part[2] for part in found if part}
    if len(parts) < len(found) or parts.pop("FREQ", "") != "DAILY" or parts.keys() != {*_BOUNDS}:
        return []
    hours, minutes = (_numbers(parts[name], bound) for name, bound in _BOUNDS.items())
    return sorted(hour * HOUR + minute * MINUTE for hour in hours for minute in minutes)


def _numbers(text: str, bound: int) -> set[int]:
    """The numbers of a list that are all below a bound; none if one is not."""
    texts = text.split(",")
    if not all(each.isdigit() and len(each) <= 2 and int(each) < bound for each in texts):
        return set()
    return set(map(int, texts))
