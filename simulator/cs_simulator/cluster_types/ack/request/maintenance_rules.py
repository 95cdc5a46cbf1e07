"""Rules about maintenance windows: when they recur, and what is excluded from them."""

import re
from collections.abc import Iterator
from typing import Any

from cs_simulator.catalog import ack_errors
from cs_simulator.domain import instants
from cs_simulator.domain.errors import ApiError

_DAY = "(MO|TU|WE|TH|FR|SA|SU)"
_WEEKLY = re.compile(rf"FREQ=WEEKLY(;INTERVAL=[1-9]\d?)?;BYDAY={_DAY}(,{_DAY})*(;WKST={_DAY})?")
_MOST_STOPS = 3
_STOPPING = ("NoOperations", "NoUpgrades")
_LONGEST_DAYS = {"NoMinorUpgrades": 180}
_USUAL_DAYS = 30


class RecurrenceFits:
    """A window recurs weekly, without an end."""

    def check(self, request: Any, _lookup: object, path: str) -> Iterator[ApiError]:
        """A problem with any other rule of RFC 5545."""
        if request.recurrence and not _WEEKLY.fullmatch(request.recurrence):
            yield ack_errors.INVALID_FIELD(
                f"{path}recurrence",
                "only FREQ=WEEKLY without COUNT and UNTIL, as FREQ=WEEKLY;INTERVAL=4;BYDAY=MO,TU",
            )


class ExclusionsFit:
    """Names are unique; each exclusion ends after it begins, and not too late."""

    def check(self, request: Any, _lookup: object, path: str) -> Iterator[ApiError]:
        """A problem for each rule that an exclusion breaks."""
        exclusions = request.exclusions or ()
        names = [exclusion.name for exclusion in exclusions if exclusion.name]
        if len(set(names)) < len(names):
            yield ack_errors.INVALID_FIELD(f"{path}exclusions", "each name once")
        if sum((exclusion.scope or "") in _STOPPING for exclusion in exclusions) > _MOST_STOPS:
            yield ack_errors.INVALID_FIELD(
                f"{path}exclusions", f"at most {_MOST_STOPS} of {' and '.join(_STOPPING)}"
            )
        for index, exclusion in enumerate(exclusions):
            yield from _problems(exclusion, f"{path}exclusions[{index}].")


def _problems(exclusion: Any, path: str) -> Iterator[ApiError]:
    """What is wrong with the times of one exclusion."""
    begins, ends = _instant(exclusion.start_time), _instant(exclusion.end_time)
    for name, given, instant in (
        ("start_time", exclusion.start_time, begins),
        ("end_time", exclusion.end_time, ends),
    ):
        if given and instant is None:
            yield ack_errors.INVALID_FIELD(f"{path}{name}", "a time such as 2026-01-15T03:00:00Z")
    if begins is None or ends is None:
        return
    days = _LONGEST_DAYS.get(exclusion.scope or "", _USUAL_DAYS)
    if not 0 < ends - begins <= days * instants.DAY:
        yield ack_errors.INVALID_FIELD(
            f"{path}end_time", f"after start_time, and at most {days} days later"
        )


def _instant(text: str | None) -> int | None:
    """The instant of a time of RFC 3339, ``None`` if it is none."""
    try:
        return instants.from_text(text) if text else None
    except ValueError:
        return None
