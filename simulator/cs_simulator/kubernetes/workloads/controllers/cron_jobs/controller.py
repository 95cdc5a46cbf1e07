"""The controller of CronJobs: makes Jobs by a schedule, and clears away those that have ended."""

from datetime import UTC
from typing import Any

from cs_simulator.catalog import kubernetes_versions
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.instants import MINUTE, as_text
from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.domain.records.kubernetes import CRON
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects, schedules
from cs_simulator.kubernetes.documents.version import version_of
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import get, items, mapping, text
from cs_simulator.kubernetes.kinds.batch import CRON_JOBS as KIND
from cs_simulator.kubernetes.kinds.batch import JOBS
from cs_simulator.kubernetes.nodes import timers
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.controllers._controller import (
    Controller,
    controlled_by,
    itself,
)
from cs_simulator.kubernetes.workloads.controllers.cron_jobs import _past
from cs_simulator.kubernetes.workloads.controllers.cron_jobs._past import NAME
from cs_simulator.kubernetes.workloads.controllers.cron_jobs._times import times_of
from cs_simulator.kubernetes.workloads.reports import report

SCHEDULED = "batch.kubernetes.io/cronjob-scheduled-timestamp"
"""The annotation of a Job with the instant at which it was to start."""
_FIRST_WITH_ANNOTATION = 28
_BUSY = "Not starting job because prior execution is running and concurrency policy is Forbid"


def reconcile(unit: Unit, cluster: Cluster, subject: str) -> None:
    """Take note of the Jobs that there are, and make the one that is due."""
    found = unit.world.kubernetes_objects.get(subject)
    place = "/".join(subject.split("/")[-2:])
    if found is None:
        timers.set_timer(unit, cluster.cluster_id, CRON, place, 0)
        return
    body = objects.body_of(found)
    status = dict(mapping(body, "status"))
    children = _past.children_of(unit, found)
    _past.take_note(unit, found, status, children)
    upcoming = 0
    if "deletionTimestamp" not in body["metadata"]:
        upcoming = _follow_schedule(unit, cluster, found, {**body, "status": status})
        _past.clear_away(unit, found, mapping(body, "spec"), children)
    making.put_status(unit, found, status)
    timers.set_timer(unit, cluster.cluster_id, CRON, place, upcoming)


def _follow_schedule(unit: Unit, cluster: Cluster, found: KubernetesObject, body: Body) -> int:
    """Make the Job that is due; returns when the next one will be, or 0 for never."""
    if get(body, "spec.suspend") is True:
        return 0
    times = times_of(body, unit.now)
    if times.missed and times.is_too_late:
        _report_too_late(unit, found, times.missed)
    elif times.missed:
        _start(unit, cluster, found, body, times.missed)
    return times.upcoming


def _start(unit: Unit, cluster: Cluster, found: KubernetesObject, body: Body, at: int) -> None:
    """Make the Job of a start, as far as others that still run allow it."""
    status = body["status"]
    active = items(status, "active")
    name = f"{found.name}-{at // MINUTE}"
    if any(text(each, "name") == name for each in active):
        return
    policy = text(body, "spec.concurrencyPolicy")
    if policy == "Forbid" and active:
        if at == unit.now:
            report(unit, found, "JobAlreadyActive", _BUSY, NAME)
        return
    if policy == "Replace":
        _replace(unit, found, status)
    if objects.find(unit.world, cluster.cluster_id, JOBS.resource, found.namespace, name):
        return
    try:
        made = making.make(unit, cluster, JOBS, _job(cluster, found, body, name, at))
    except ApiError as refused:
        why = f"Error creating job: {making.message_of(refused)}"
        report(unit, found, "FailedCreate", why, NAME, kind="Warning")
        return
    report(unit, found, "SuccessfulCreate", f"Created job {name}", NAME)
    _past.set_active(status, [*items(status, "active"), _reference(made)])
    status["lastScheduleTime"] = as_text(at)


def _replace(unit: Unit, found: KubernetesObject, status: Body) -> None:
    """Delete the Jobs that still run."""
    world = unit.world
    for each in items(status, "active"):
        job = objects.find(
            world, found.cluster_id, JOBS.resource, found.namespace, text(each, "name")
        )
        if job is not None:
            _past.delete(unit, found, job)
    _past.set_active(status, [])


def _job(cluster: Cluster, found: KubernetesObject, body: Body, name: str, at: int) -> Body:
    template = mapping(body, "spec.jobTemplate")
    metadata: dict[str, Any] = {
        part: dict(mapping(template, f"metadata.{part}")) for part in ("labels", "annotations")
    }
    if kubernetes_versions.minor_of(version_of(cluster)) >= _FIRST_WITH_ANNOTATION:
        metadata["annotations"][SCHEDULED] = _local_text(at, text(body, "spec.timeZone"))
    metadata = {part: values for part, values in metadata.items() if values}
    metadata |= {"name": name, "namespace": found.namespace}
    metadata["ownerReferences"] = [making.owner_reference(found)]
    return {"metadata": metadata, "spec": mapping(template, "spec")}


def _local_text(at: int, zone_name: str) -> str:
    """An instant by the clocks of a zone: ``2026-03-01T09:00:00+08:00``."""
    zone = schedules.zone(zone_name)
    written = schedules.local(at, zone).isoformat() if zone is not None else as_text(at)
    return written.removesuffix("+00:00") + "Z" if written.endswith("+00:00") else written


def _reference(job: KubernetesObject) -> Body:
    """The reference to a Job that runs, as the status has it."""
    return {
        "kind": JOBS.kind,
        "namespace": job.namespace,
        "name": job.name,
        "uid": job.uid,
        "apiVersion": JOBS.api_version,
        "resourceVersion": str(job.version),
    }


def _report_too_late(unit: Unit, found: KubernetesObject, at: int) -> None:
    written = schedules.local(at, UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    message = f"Missed scheduled time to start a job: {written}"
    report(unit, found, "MissSchedule", message, NAME, kind="Warning")


def _look(unit: Unit, cluster: Cluster, subject: str) -> None:
    """Look at the CronJob of a timer that was due."""
    reconcile(unit, cluster, f"{cluster.cluster_id}/{KIND.resource}/{subject}")


CRON_JOBS = Controller(
    name=NAME,
    triggers={
        KIND.resource: itself,
        JOBS.resource: controlled_by(KIND.resource, KIND.kind),
    },
    reconcile=reconcile,
    timers={CRON: _look},
)
