"""What the Jobs of a CronJob have come to: which of them run, and which may go."""

from typing import Any, NamedTuple

from cs_simulator.domain.instants import as_text
from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._ages import instant
from cs_simulator.kubernetes.kinds._reading import condition, get, items, text
from cs_simulator.kubernetes.kinds.batch import JOBS
from cs_simulator.kubernetes.object_index import index_of
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.reports import report

NAME = "cronjob-controller"
_KEPT = (("Complete", "successfulJobsHistoryLimit"), ("Failed", "failedJobsHistoryLimit"))


class Child(NamedTuple):
    """A Job of a CronJob."""

    found: KubernetesObject
    body: Body
    ended_as: str
    """``Complete`` or ``Failed``; empty while it runs."""


def children_of(unit: Unit, found: KubernetesObject) -> list[Child]:
    """The Jobs that a CronJob controls, in the order in which they were made."""
    children = []
    for each in index_of(unit.world).dependents_of(found.uid):
        if each.resource != JOBS.resource:
            continue
        body = objects.body_of(each)
        owners = items(body, "metadata.ownerReferences")
        if any(it.get("controller") is True and it.get("uid") == found.uid for it in owners):
            children.append(Child(each, body, _ended_as(body)))
    return children


def _ended_as(job: Body) -> str:
    states = ("Complete", "Failed")
    found = (each for each in states if condition(job, each).get("status") == "True")
    return next(found, "")


def take_note(unit: Unit, found: KubernetesObject, status: Body, children: list[Child]) -> None:
    """Bring the status up to date: which Jobs run, and when one succeeded last."""
    active: list[dict[str, Any]] = items(status, "active")
    by_uid = {child.found.uid: child for child in children}
    left = []
    for each in active:
        child = by_uid.get(text(each, "uid"))
        if child is None:
            message = f"Active job went missing: {text(each, 'name')}"
            report(unit, found, "MissingJob", message, NAME)
        elif child.ended_as:
            message = f"Saw completed job: {child.found.name}, condition: {child.ended_as}"
            report(unit, found, "SawCompletedJob", message, NAME)
        else:
            left.append(each)
    set_active(status, left)
    known = {text(each, "uid") for each in active}
    for child in children:
        if not child.ended_as and child.found.uid not in known:
            _wonder(unit, found, child)
    ends = [get(child.body, "status.completionTime") for child in children]
    latest = max((instant(each) or 0 for each in ends), default=0)
    if latest > (instant(status.get("lastSuccessfulTime")) or 0):
        status["lastSuccessfulTime"] = as_text(latest)


def set_active(status: Body, active: list[dict[str, Any]]) -> None:
    """Set the Jobs that run."""
    status["active"] = active
    if not active:
        del status["active"]


def _wonder(unit: Unit, found: KubernetesObject, child: Child) -> None:
    """Report a Job that somebody else has made, when it is new."""
    if not get(child.body, "status.startTime") and not items(child.body, "status.conditions"):
        message = f"Saw a job that the controller did not create or forgot: {child.found.name}"
        report(unit, found, "UnexpectedJob", message, NAME, kind="Warning")


def clear_away(unit: Unit, found: KubernetesObject, spec: Body, children: list[Child]) -> None:
    """Delete the oldest Jobs that have ended, until no more are left than are kept."""
    for state, limit in _KEPT:
        ended = [child for child in children if child.ended_as == state and not _is_going(child)]
        kept = get(spec, limit)
        if not isinstance(kept, int):
            continue
        ended.sort(key=lambda child: instant(get(child.body, "status.startTime")) or 0)
        for child in ended[: max(len(ended) - kept, 0)]:
            delete(unit, found, child.found)


def delete(unit: Unit, owner: KubernetesObject, job: KubernetesObject) -> None:
    """Delete a Job, and its pods with it."""
    making.delete(unit, job)
    report(unit, owner, "SuccessfulDelete", f"Deleted job {job.name}", NAME)


def _is_going(child: Child) -> bool:
    return "deletionTimestamp" in child.body["metadata"]
