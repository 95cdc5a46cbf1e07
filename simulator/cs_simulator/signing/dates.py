"""The dates of signed requests, in both of their forms."""

import re
from calendar import timegm
from datetime import UTC, datetime
from functools import lru_cache

from cs_simulator.domain.instants import SECOND

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_HTTP_DATE = re.compile(
    rf"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d\d?) ({'|'.join(_MONTHS)}) (\d{{4}})"
    r" (\d\d):(\d\d):(\d\d) GMT",
    re.ASCII,
)
_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z", re.ASCII)


@lru_cache(maxsize=64)
def http_date(text: str) -> int | None:
    """The instant of ``Mon, 08 Jan 2018 03:04:05 GMT``."""
    found = _HTTP_DATE.fullmatch(text)
    if found is None:
        return None
    day, month, year, hour, minute, second = found.groups()
    return _instant(
        int(year), _MONTHS.index(month) + 1, int(day), int(hour), int(minute), int(second)
    )


@lru_cache(maxsize=64)
def iso_date(text: str) -> int | None:
    """The instant of ``2018-01-08T03:04:05Z``."""
    found = _ISO_DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = map(int, found.groups())
    return _instant(year, month, day, hour, minute, second)


def _instant(year: int, month: int, day: int, hour: int, minute: int, second: int) -> int | None:
    """The instant of a date and a time in UTC; ``None`` if there is none such, like 25 o'clock."""
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
    return timegm(moment.utctimetuple()) * SECOND
