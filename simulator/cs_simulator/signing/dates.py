"""The dates of signed requests that are written as RFC 3339 says."""

import re
from calendar import timegm
from datetime import UTC, datetime
from functools import lru_cache

from cs_simulator.domain.instants import SECOND

_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z", re.ASCII)


@lru_cache(maxsize=64)
def iso_date(text: str) -> int | None:
    """The instant of ``2018-01-08T03:04:05Z``; ``None`` for what is none, like 25 o'clock."""
    found = _ISO_DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = map(int, found.groups())
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
    return timegm(moment.utctimetuple()) * SECOND
