"""Indexed Jobs with ``backoffLimitPerIndex``: each index fails, and waits, on its own."""

from cs_simulator.domain.instants import SECOND
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.job_pods import JobPod
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._ages import instant
from cs_simulator.kubernetes.kinds._reading import get, items, mapping
from cs_simulator.kubernetes.workloads.controllers.jobs import _indexes as indexes
from cs_simulator.kubernetes.workloads.controllers.jobs._run import Run

FAILURES = "batch.kubernetes.io/job-index-failure-count"
"""The annotation of a pod with how many pods of its index have failed before."""
_MOST_DIGITS = 9


def has_limit(run: Run) -> bool:
    """Whether the failures of each index are counted on their own."""
    return run.is_indexed and get(run.spec, "backoffLimitPerIndex") is not None


def failed(run: Run) -> set[int]:
    """The indexes for which no more pods are made."""
    return indexes.read(run.status.get("failedIndexes"), run.completions or 0)


def fail(run: Run, pod: JobPod, body: Body, *, at_once: bool) -> None:
    """Note the failure of a pod: its index has failed if there were too many, or *at_once*."""
    limit = get(run.spec, "backoffLimitPerIndex")
    if at_once or (isinstance(limit, int) and _failures(body) >= limit):
        run.status["failedIndexes"] = indexes.text_of(failed(run) | {pod.place})


def waiting(run: Run, longest: int) -> dict[int, tuple[int, int]]:
    """Of the indexes of which pods have failed: how many have, and until when they wait."""
    found: dict[int, tuple[int, int]] = {}
    for pod in run.pods.failed(run.uid):
        body = objects.body_of(run.unit.world.kubernetes_objects[pod.key])
        count = _failures(body) + 1
        if count > found.get(pod.place, (0, 0))[0]:
            wait = min((10 * SECOND) << min(count - 1, 10), longest)
            found[pod.place] = count, ended(body) + wait
    return found


def _failures(pod: Body) -> int:
    written = mapping(pod, "metadata.annotations").get(FAILURES)
    is_number = isinstance(written, str) and written.isascii() and written.isdigit()
    return int(str(written)) if is_number and len(str(written)) <= _MOST_DIGITS else 0


def ended(pod: Body) -> int:
    """When the last of the containers of a pod ended; 0 if none says so."""
    ends = [
        instant(get(each, "state.terminated.finishedAt")) or 0
        for each in items(pod, "status.containerStatuses")
    ]
    return max(ends, default=0)
