"""Instants as headers of HTTP write them: ``Mon, 08 Jan 2018 03:04:05 GMT``."""

import re
from calendar import timegm
from datetime import UTC, datetime
from functools import lru_cache

from cs_simulator.domain.instants import SECOND, as_text

_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_HTTP_DATE = re.compile(
    rf"(?:{'|'.join(_DAYS)}), (\d\d?) ({'|'.join(_MONTHS)}) (\d{{4}}) (\d\d):(\d\d):(\d\d) GMT",
    re.ASCII,
)


@lru_cache(maxsize=64)
def from_http_date(text: str) -> int | None:
    """The instant of a date; ``None`` for what is none."""
    found = _HTTP_DATE.fullmatch(text)
    if found is None:
        return None
    day, month, year, *time = found.groups()
    hour, minute, second = map(int, time)
    number = _MONTHS.index(month) + 1
    try:
        moment = datetime(int(year), number, int(day), hour, minute, second, tzinfo=UTC)
    except ValueError:  # there is no such time, like 25 o'clock
        return None
    return timegm(moment.utctimetuple()) * SECOND


def as_http_date(at: int) -> str:
    """The date of an instant, whose fraction of a second is left out."""
    moment = datetime.fromisoformat(as_text(at))
    day, month = _DAYS[moment.weekday()], _MONTHS[moment.month - 1]
    return f"{day}, {moment.day:02} {month} {moment.year:04} {moment:%H:%M:%S} GMT"
