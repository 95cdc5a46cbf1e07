"""The controller of Jobs: counts pods that have ended, makes new ones, and ends the Job."""

from collections.abc import Iterable

from cs_simulator.catalog import kubernetes_versions
from cs_simulator.domain.instants import SECOND, as_text, later
from cs_simulator.domain.records import Cluster
from cs_simulator.domain.records.kubernetes import CRON_BACK_OFF, TIME_TO_LIVE
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.documents.version import version_of
from cs_simulator.kubernetes.job_pods import TRACKING
from cs_simulator.kubernetes.kinds._ages import instant
from cs_simulator.kubernetes.kinds._reading import get, items, mapping, text, texts
from cs_simulator.kubernetes.kinds.batch import JOBS as KIND
from cs_simulator.kubernetes.kinds.core.pods import PODS
from cs_simulator.kubernetes.nodes import timers
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.controllers._controller import (
    Change,
    Controller,
    controlled_by,
    itself,
)
from cs_simulator.kubernetes.workloads.controllers.jobs import _counting, _ending, _pods
from cs_simulator.kubernetes.workloads.controllers.jobs._run import BACK_OFF, NAME, Run
from cs_simulator.kubernetes.workloads.reports import report
from cs_simulator.kubernetes.writing import options

TIMER = "job"
"""The timers of Jobs that run: their deadline, and when an index has waited for long enough."""
_WHILE_IT_RUNS = (TIMER, BACK_OFF, CRON_BACK_OFF, _pods.MORE)
_OWN = "kubernetes.io/job-controller"
_FIRST_WITH_TERMINATING = 29
_of_job = controlled_by(KIND.resource, KIND.kind)


def reconcile(unit: Unit, cluster: Cluster, subject: str) -> None:
    """Bring a Job to what it says; or let a pod go whose Job is gone."""
    if subject.split("/", 2)[1] == PODS.resource:
        _let_go(unit, subject)
        return
    found = unit.world.kubernetes_objects.get(subject)
    if found is None:
        _set_timers(unit, cluster, "/".join(subject.split("/")[-2:]))
        return
    body = objects.body_of(found)
    minor = kubernetes_versions.minor_of(version_of(cluster))
    status = dict(mapping(body, "status"))
    run = Run(unit=unit, cluster=cluster, found=found, body=body, status=status, minor=minor)
    if text(run.spec, "managedBy", _OWN) != _OWN:
        return
    if run.has("Complete") or run.has("Failed"):
        for pod in run.pods.uncounted(run.uid):
            _counting.release(unit, unit.world.kubernetes_objects[pod.key])
        _rest(run)
    else:
        _work(run)


def _work(run: Run) -> None:
    """Bring a Job that has not ended to what it says."""
    if not run.is_suspended and not run.status.get("startTime"):
        run.status["startTime"] = as_text(run.unit.now)
        _set_timers(run.unit, run.cluster, run.subject)
    counted = _counting.count(run)
    ending, upcoming = _ending.ending_of(run, counted.message), 0
    if ending is None and not run.is_going:
        upcoming = _pods.manage(run)
        ending = _ending.completion_of(run)
        if ending is None:
            _follow_suspension(run)
    if ending is not None:
        _ending.end(run, ending)
    _write(run)
    if run.has("Complete") or run.has("Failed"):
        _rest(run)
        return
    # Once the deadline is over, only the last pods are waited for.
    ahead = [at for at in (_ending.deadline_of(run), upcoming) if at > run.unit.now]
    due = min(ahead, default=0)
    timers.set_timer(run.unit, run.cluster.cluster_id, TIMER, run.subject, due)


def _follow_suspension(run: Run) -> None:
    """Say that a Job is suspended, or not any more: it starts anew then."""
    if run.is_suspended:
        if run.set_condition("Suspended", "JobSuspended", "Job suspended"):
            report(run.unit, run.found, "Suspended", "Job suspended", NAME)
    elif run.has("Suspended"):
        run.set_condition("Suspended", "JobResumed", "Job resumed", is_true=False)
        run.status["startTime"] = as_text(run.unit.now)
        report(run.unit, run.found, "Resumed", "Job resumed", NAME)


def _write(run: Run) -> None:
    """Put the status, with how many pods there are."""
    counts = {"active": run.active, "ready": run.pods.count(run.uid, "ready")}
    if run.minor >= _FIRST_WITH_TERMINATING:
        counts["terminating"] = run.terminating
    run.status |= {**counts, "uncountedTerminatedPods": {}}
    if not run.status["active"]:
        del run.status["active"]
    found = run.unit.world.kubernetes_objects.get(run.found.key)
    if found is not None:
        making.put_status(run.unit, found, run.status)


def _rest(run: Run) -> None:
    """Let a Job that has ended go when its time is over."""
    seconds = get(run.spec, "ttlSecondsAfterFinished")
    ended = run.condition("Complete") or run.condition("Failed")
    at = instant(ended.get("lastTransitionTime"))
    due = 0
    if isinstance(seconds, int) and at is not None and not run.is_going:
        due = later(at, seconds * SECOND) if seconds else at
    _set_timers(run.unit, run.cluster, run.subject, due if due > run.unit.now else 0)
    if 0 < due <= run.unit.now:
        making.delete(
            run.unit,
            run.unit.world.kubernetes_objects[run.found.key],
            policy=options.FOREGROUND,
        )


def _set_timers(unit: Unit, cluster: Cluster, subject: str, end_of_life: int = 0) -> None:
    """Have nothing due for a Job, but for the end of its life."""
    for kind in _WHILE_IT_RUNS:
        timers.set_timer(unit, cluster.cluster_id, kind, subject, 0)
    timers.set_timer(unit, cluster.cluster_id, TIME_TO_LIVE, subject, end_of_life)


def _let_go(unit: Unit, key: str) -> None:
    """Take the finalizer from a pod that no Job counts any more."""
    found = unit.world.kubernetes_objects.get(key)
    if found is not None and TRACKING in texts(objects.read(found), "metadata.finalizers"):
        _counting.release(unit, found)


def _of_pod(change: Change) -> Iterable[str]:
    """The Job of a pod; the pod itself if that Job is gone."""
    yield from _of_job(change)
    after = change.after
    if after is None or TRACKING not in after.body:
        return
    owners = items(objects.read(after), "metadata.ownerReferences")
    uids = {text(each, "uid") for each in owners if each.get("kind") == KIND.kind}
    keys = (change.world.kubernetes_objects.get(key) for key in _of_job(change))
    if not any(found is not None and found.uid in uids for found in keys):
        yield after.key


def _look(unit: Unit, cluster: Cluster, subject: str) -> None:
    """Look at the Job of a timer that was due."""
    reconcile(unit, cluster, f"{cluster.cluster_id}/{KIND.resource}/{subject}")


JOBS = Controller(
    name=NAME,
    triggers={KIND.resource: itself, PODS.resource: _of_pod},
    reconcile=reconcile,
    timers=dict.fromkeys((*_WHILE_IT_RUNS, TIME_TO_LIVE), _look),
)
