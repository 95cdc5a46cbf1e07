"""Counting the pods of a Job that have ended, each once.

A pod keeps a finalizer until it is counted, so that none is lost that somebody deletes.
"""

from typing import NamedTuple

from cs_simulator.domain.instants import MINUTE, SECOND
from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.job_pods import NO_INDEX, TRACKING, JobPod
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import number
from cs_simulator.kubernetes.nodes import timers
from cs_simulator.kubernetes.workloads.controllers.jobs import _failure_policy as policy
from cs_simulator.kubernetes.workloads.controllers.jobs import _indexes as indexes
from cs_simulator.kubernetes.workloads.controllers.jobs import _per_index as per_index
from cs_simulator.kubernetes.workloads.controllers.jobs._run import Run
from cs_simulator.kubernetes.writing import removal
from cs_simulator.kubernetes.writing.rewriting import put_again

_FIRST_WAIT, _LONGEST_WAIT, _LONGEST_WAIT_BEFORE = 10 * SECOND, 10 * MINUTE, 6 * MINUTE
_FIRST_WITH_LONGEST = 27


class Counted(NamedTuple):
    """What was counted just now."""

    failed: int
    message: str
    """Why the failure of a pod is one of the Job, by its policy; empty for none."""


def count(run: Run, *, all_fail: bool = False) -> Counted:
    """Add pods that have ended to the status; with *all_fail* what is on its way out has failed."""
    succeeded: list[JobPod] = []
    failed: list[JobPod] = []
    message = ""
    for pod in run.pods.uncounted(run.uid):
        found = run.unit.world.kubernetes_objects[pod.key]
        body = objects.body_of(found)
        if pod.phase == "Succeeded":
            succeeded.append(pod)
        elif all_fail or _has_failed(run, pod, body):
            action, why = policy.action_of(run, pod, body)
            message = message or (why if action == policy.FAIL_JOB else "")
            if action != policy.IGNORE and _is_in_range(run, pod):
                failed.append(pod)
                if per_index.has_limit(run):
                    per_index.fail(run, pod, body, at_once=action == policy.FAIL_INDEX)
        else:
            continue
        release(run.unit, found)
    _add(run, succeeded, failed)
    _wait(run, bool(succeeded), len(failed))
    return Counted(len(failed), message)


def release(unit: Unit, found: KubernetesObject) -> None:
    """Take the finalizer from a pod, which may be all that has kept it."""
    body = objects.body_of(found)
    metadata = body["metadata"]
    left = [each for each in metadata.get("finalizers", ()) if each != TRACKING]
    metadata["finalizers"] = left
    if not left:
        del metadata["finalizers"]
    if removal.is_due(body):
        removal.remove(unit, found)
    else:
        put_again(unit, found, body)


def _has_failed(run: Run, pod: JobPod, body: Body) -> bool:
    """Whether a pod that has not succeeded counts as failed by now."""
    if pod.phase == "Failed" or not run.replaces_failed_only:
        return True
    has_stopped = not number(body, "metadata.deletionGracePeriodSeconds")
    return pod.phase == "Pending" or has_stopped


def _is_in_range(run: Run, pod: JobPod) -> bool:
    return not run.is_indexed or NO_INDEX < pod.place < (run.completions or 0)


def _add(run: Run, succeeded: list[JobPod], failed: list[JobPod]) -> None:
    status = run.status
    if failed:
        status["failed"] = run.counted("failed") + len(failed)
    if not run.is_indexed:
        if succeeded:
            status["succeeded"] = run.counted("succeeded") + len(succeeded)
        return
    done = indexes.completed(status, run.completions or 0)
    done |= {pod.place for pod in succeeded if _is_in_range(run, pod)}
    status["completedIndexes"] = indexes.text_of(done)
    status["succeeded"] = len(done)
    for name in ("completedIndexes", "succeeded"):
        if not status[name]:
            del status[name]


def _wait(run: Run, has_success: bool, failed: int) -> None:
    """After a failure, wait the longer the more pods in a row have failed; a success ends that."""
    if not failed and not has_success:
        return
    due = 0
    if failed and not has_success and not per_index.has_limit(run):
        in_a_row = max(_failed_in_a_row(run), failed)
        due = run.unit.now + min(_FIRST_WAIT << min(in_a_row - 1, 10), longest_wait(run))
    timers.set_timer(run.unit, run.cluster.cluster_id, run.back_off, run.subject, due)


def longest_wait(run: Run) -> int:
    """For how long a Job waits at most after a failure."""
    return _LONGEST_WAIT if run.minor >= _FIRST_WITH_LONGEST else _LONGEST_WAIT_BEFORE


def _failed_in_a_row(run: Run) -> int:
    """How many of the pods that are still there have failed since one succeeded."""
    world, since = run.unit.world, 0
    for pod in run.pods.succeeded(run.uid):
        since = max(since, per_index.ended(objects.body_of(world.kubernetes_objects[pod.key])))
    failed = run.pods.failed(run.uid)
    if not since:
        return len(failed)
    ends = (per_index.ended(objects.body_of(world.kubernetes_objects[pod.key])) for pod in failed)
    return sum(end > since for end in ends)
