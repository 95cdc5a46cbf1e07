"""What the server fills into a CronJob, and what it finds wrong with one.

After ``pkg/apis/batch/v1/defaults.go`` and ``pkg/apis/batch/validation`` of Kubernetes.
"""

from collections.abc import Iterator

from cs_simulator.kubernetes import schedules
from cs_simulator.kubernetes.kinds import _job_filling as jobs
from cs_simulator.kubernetes.kinds._filling import fill, part
from cs_simulator.kubernetes.kinds._pod_defaults import fill_template
from cs_simulator.kubernetes.kinds._problems import Problem, one_of
from cs_simulator.kubernetes.kinds._reading import Body, get, text

_POLICIES = ("Allow", "Forbid", "Replace")
_COUNTS = ("startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit")
_LONGEST_NAME = 52
"""Of the 63 characters of the names of its Jobs, 11 say when each was to start."""
_ZONE = "spec.timeZone"


def set_defaults(body: Body) -> None:
    """Fill in a CronJob. The Jobs that it makes are filled in when they are made."""
    spec = part(body, "spec")
    fill(spec, {"concurrencyPolicy": "Allow", "suspend": False})
    fill(spec, {"successfulJobsHistoryLimit": 3, "failedJobsHistoryLimit": 1})
    fill_template(part(part(part(spec, "jobTemplate"), "spec"), "template"))


def check(body: Body, before: Body | None) -> Iterator[Problem]:
    """What is wrong with a CronJob."""
    name = text(body, "metadata.name")
    if before is None and len(name) > _LONGEST_NAME:
        what = f"must be no more than {_LONGEST_NAME} characters"
        yield Problem("metadata.name", what, name)
    yield from _of_schedule(body, before)
    yield from _of_zone(get(body, _ZONE))
    yield from one_of("spec.concurrencyPolicy", get(body, "spec.concurrencyPolicy"), _POLICIES)
    for count in _COUNTS:
        value = get(body, f"spec.{count}")
        if isinstance(value, int) and value < 0:
            yield Problem(f"spec.{count}", "must be greater than or equal to 0", value)
    yield from jobs.of_spec(body, "spec.jobTemplate.spec")
    if get(body, "spec.jobTemplate.spec.manualSelector") is True:
        at = "spec.jobTemplate.spec.manualSelector"
        yield Problem(at, value=True, supported=("nil", "false"))


def _of_schedule(body: Body, before: Body | None) -> Iterator[Problem]:
    schedule = text(body, "spec.schedule")
    if not schedule:
        return
    if "TZ" in schedule:
        is_as_before = before is not None and get(before, "spec.schedule") == schedule
        has_zone = get(body, _ZONE) is not None
        more = "" if has_zone else ", use timeZone field instead"
        if has_zone or not is_as_before:
            yield Problem("spec.schedule", f"cannot use TZ or CRON_TZ in schedule{more}", schedule)
        return
    try:
        schedules.parse(schedule)
    except ValueError as error:
        yield Problem("spec.schedule", str(error), schedule)


def _of_zone(name: object) -> Iterator[Problem]:
    if not isinstance(name, str):
        return
    if not name:
        yield Problem(_ZONE, "must be nil or non-empty string", name)
    elif name.lower() == "local":
        what = (
            "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones"
        )
        yield Problem(_ZONE, what, name)
    elif schedules.zone(name) is None:
        yield Problem(_ZONE, f"unknown time zone {name}", name)
