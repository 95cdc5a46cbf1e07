"""When a CronJob is to make its next Job, and which start it has missed."""

from datetime import tzinfo
from typing import NamedTuple

from cs_simulator.domain.instants import DAY, HOUR, LATEST, SECOND
from cs_simulator.kubernetes import schedules
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._ages import instant
from cs_simulator.kubernetes.kinds._reading import get, text

# How far back a missed start is looked for first: a schedule has few starts in each of these that
# has none in the one before.
_WINDOWS = (HOUR, DAY, 40 * DAY, 800 * DAY, LATEST)


class Times(NamedTuple):
    """The starts that a CronJob is to make."""

    missed: int
    """The latest one that is due and was not made; 0 for none."""
    upcoming: int
    """The next one that is not due yet; 0 for never."""
    is_too_late: bool
    """Whether :attr:`missed` may not be made any more."""


NOTHING = Times(0, 0, False)


def times_of(body: Body, now: int) -> Times:
    """The starts of a CronJob whose schedule and zone can be read; else none."""
    zone = schedules.zone(text(body, "spec.timeZone"))
    if zone is None:
        return NOTHING
    try:
        schedule = schedules.parse(text(body, "spec.schedule"))
    except ValueError:
        return NOTHING
    since = instant(get(body, "status.lastScheduleTime"))
    if since is None:
        since = instant(get(body, "metadata.creationTimestamp")) or now
    seconds = get(body, "spec.startingDeadlineSeconds")
    deadline = seconds * SECOND if isinstance(seconds, int) else LATEST
    missed = 0
    for window in _WINDOWS:
        begin = max(since, now - window)
        missed = _latest(schedule, zone, begin, now)
        if missed or begin == since:
            break
    return Times(missed, schedule.after(now, zone), missed + deadline < now)


def _latest(schedule: schedules.Schedule, zone: tzinfo, since: int, now: int) -> int:
    """The latest start after an instant and up to another one; 0 for none."""
    found, start = 0, schedule.after(since, zone)
    while 0 < start <= now:
        found, start = start, schedule.after(start, zone)
    return found
