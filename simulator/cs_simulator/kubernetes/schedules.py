"""Schedules of CronJobs: five fields, names for some of them, and the instants that they mean.

As ``github.com/robfig/cron/v3`` reads them, which Kubernetes uses; messages are its own.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from cs_simulator.domain.instants import HOUR, LATEST, MINUTE, SECOND

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_YEARS_AHEAD = 5
"""How far ahead the next instant is looked for: the 29th of February may be four years away."""


class Field(NamedTuple):
    """One of the five fields: what its numbers may be, and which names they have."""

    least: int
    most: int
    names: Mapping[str, int] = {}


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_FIELDS = (
    Field(0, 59),
    Field(0, 23),
    Field(1, 31),
    Field(1, 12, {name: place + 1 for place, name in enumerate(_MONTHS)}),
    Field(0, 6, {name: place for place, name in enumerate(_DAYS)}),
)
_DESCRIPTORS = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}
_EVERY = "@every "
_UNITS = {
    "ns": 1e-3, "us": 1.0, "µs": 1.0, "ms": 1e3, "s": float(SECOND), "m": float(MINUTE),
    "h": float(HOUR),
}  # fmt: skip
_PART = re.compile(r"(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)", re.ASCII)
_LONGEST_NUMBER = 18


class Schedule(Protocol):
    """When something is to be done, again and again."""

    def after(self, instant: int, zone: tzinfo) -> int:
        """The first instant after another one, by the clocks of a zone; 0 if there is none."""


class Times(NamedTuple):
    """The instants whose minute, hour, day and month are among these."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    is_any_day: bool
    """Whether the days of the month or those of the week are a ``*``: both must fit then, and else
    one of them is enough."""

    def after(self, instant: int, zone: tzinfo) -> int:
        """The first instant after another one, by the clocks of a zone; 0 if there is none.

        What the clocks of the zone leave out in spring is left out, and what they show twice in
        autumn comes twice.
        """
        if not (self.minutes and self.hours):
            return 0
        at = (instant // MINUTE + 1) * MINUTE
        last_year = local(at, zone).year + _YEARS_AHEAD
        while at < LATEST:
            shown = local(at, zone)
            if shown.year > last_year:
                return 0
            if shown.month not in self.months:
                at = _midnight((shown.replace(day=1) + timedelta(days=31)).replace(day=1))
            elif not self._has_day(shown):
                at = _midnight(shown + timedelta(days=1))
            elif shown.hour not in self.hours:
                at += (60 - shown.minute) * MINUTE
            elif shown.minute not in self.minutes:
                at += MINUTE
            else:
                return at
        return 0

    def _has_day(self, shown: datetime) -> bool:
        fits = shown.day in self.days, shown.isoweekday() % 7 in self.weekdays
        return all(fits) if self.is_any_day else any(fits)


class Delay(NamedTuple):
    """The instants that are so far apart, from the one on after which is asked."""

    length: int

    def after(self, instant: int, zone: tzinfo) -> int:  # noqa: ARG002
        """The first instant after another one, in whole seconds."""
        found = instant // SECOND * SECOND + self.length
        return found if found < LATEST else 0


def zone(name: str) -> tzinfo | None:
    """The time zone of a name, UTC for none; ``None`` for one that there is not."""
    if name in ("", "UTC"):
        return UTC
    return _zone(name)


@lru_cache(maxsize=1024)
def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such file, no such name, a folder of zones
        return None


@lru_cache(maxsize=1024)
def parse(text: str) -> Schedule:
    """Read a schedule; raises ``ValueError`` with what is wrong with it."""
    if text.startswith("@"):
        return _described(text)
    fields = text.split()
    if len(fields) != len(_FIELDS):
        what = f"expected exactly {len(_FIELDS)} fields, found {len(fields)}: [{' '.join(fields)}]"
        raise ValueError(what)
    sets = [_numbers(field, bounds) for field, bounds in zip(fields, _FIELDS, strict=True)]
    minutes, hours, days, months, weekdays = sets
    return Times(minutes, hours, days, months, weekdays, _is_any(fields[2]) or _is_any(fields[4]))


def _described(text: str) -> Schedule:
    if text in _DESCRIPTORS:
        return parse(_DESCRIPTORS[text])
    if text.startswith(_EVERY):
        return Delay(_duration(text, text[len(_EVERY) :]))
    raise ValueError(f"unrecognized descriptor: {text}")


def _duration(text: str, written: str) -> int:
    """A duration as Go writes it, in whole seconds, and at least one."""
    parts = _PART.findall(written)
    if not parts or "".join(number + unit for number, unit in parts) != written:
        what = f'time: invalid duration "{written}"'
        raise ValueError(f"failed to parse duration {text}: {what}")
    length = sum(float(number) * _UNITS[unit] for number, unit in parts)
    return max(int(min(length, float(LATEST))) // SECOND, 1) * SECOND


def _is_any(field: str) -> bool:
    """Whether one of the parts of a field stands for everything."""
    return any(_is_star(each) for each in field.split(","))


def _is_star(part: str) -> bool:
    numbers, _, step = part.partition("/")
    return numbers in ("*", "?") and step in ("", "1")


def _numbers(field: str, bounds: Field) -> frozenset[int]:
    """The numbers that a field means: a list of numbers and of ranges, with steps."""
    parts = [part for part in field.split(",") if part]  # as Go's FieldsFunc, which drops others
    return frozenset(number for part in parts for number in _range(part, bounds))


def _range(part: str, bounds: Field) -> range:
    numbers, *steps = part.split("/")
    first, last = _ends(part, numbers.split("-"), bounds, has_step=bool(steps))
    if len(steps) > 1:
        raise ValueError(f"too many slashes: {part}")
    step = _whole(steps[0]) if steps else 1
    if first < bounds.least:
        raise ValueError(f"beginning of range ({first}) below minimum ({bounds.least}): {part}")
    if last > bounds.most:
        raise ValueError(f"end of range ({last}) above maximum ({bounds.most}): {part}")
    if first > last:
        raise ValueError(f"beginning of range ({first}) beyond end of range ({last}): {part}")
    if step == 0:
        raise ValueError(f"step of range should be a positive number: {part}")
    return range(first, last + 1, step)


def _ends(part: str, ends: list[str], bounds: Field, *, has_step: bool) -> tuple[int, int]:
    """The first and the last number of a part; one number with a step goes on to the largest."""
    if ends[0] in ("*", "?"):
        return bounds.least, bounds.most
    first = _number(ends[0], bounds)
    if len(ends) == 1:
        return first, bounds.most if has_step else first
    last = _number(ends[1], bounds)
    if len(ends) > 2:
        raise ValueError(f"too many hyphens: {part}")
    return first, last


def _number(text: str, bounds: Field) -> int:
    found = bounds.names.get(text.lower())
    return _whole(text) if found is None else found


def _whole(text: str) -> int:
    digits = text[1:] if text[:1] in ("+", "-") else text
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER):
        why = f'strconv.Atoi: parsing "{text}": invalid syntax'
        raise ValueError(f"failed to parse int from {text}: {why}")
    number = int(text)
    if number < 0:
        raise ValueError(f"negative number ({number}) not allowed: {text}")
    return number


def local(at: int, zone: tzinfo) -> datetime:
    """An instant by the clocks of a zone."""
    return (_EPOCH + timedelta(microseconds=at)).astimezone(zone)


def _midnight(day: datetime) -> int:
    """The beginning of a day in its zone, or the next instant that the clocks show."""
    begin = day.replace(hour=0, minute=0, second=0, fold=0)
    return (begin.astimezone(UTC) - _EPOCH) // timedelta(microseconds=1)
