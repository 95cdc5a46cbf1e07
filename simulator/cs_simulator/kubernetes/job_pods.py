"""The pods of Jobs, by what Jobs ask: which run, which are still to be counted, and how many.

It is a part of the index of objects, so that a Job with many pods need not look at all of them.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.kubernetes.kinds._reading import (
    condition,
    get,
    items,
    mapping,
    number,
    text,
    texts,
)

TRACKING = "batch.kubernetes.io/job-tracking"
"""The finalizer by which a pod stays until its Job has counted it."""
INDEX = "batch.kubernetes.io/job-completion-index"
"""The annotation and the label with the index of a pod of an indexed Job."""
NO_INDEX = -1
_ENDED = ("Succeeded", "Failed")


class JobPod(NamedTuple):
    """A pod that a Job controls."""

    key: str
    serial: int
    name: str
    job: str
    """The uid of the Job."""
    phase: str
    is_bound: bool
    """Whether it is bound to a node."""
    is_ready: bool
    is_going: bool
    """Whether it has a ``deletionTimestamp``."""
    is_tracked: bool
    """Whether it is still to be counted: it has the finalizer for that."""
    place: int
    """Of a pod of an indexed Job: for which index it is; :data:`NO_INDEX` for any other."""
    restarts: int
    """How often its containers were started again."""

    @property
    def has_ended(self) -> bool:
        """Whether nothing of it runs any more."""
        return self.phase in _ENDED


class JobPods:
    """The pods of all Jobs of a world; what is found comes in the order in which it was made."""

    def __init__(self) -> None:
        self._pods: dict[str, JobPod] = {}
        self._groups: defaultdict[tuple[str, str], set[str]] = defaultdict(set)

    def note(self, found: KubernetesObject, body: object) -> None:
        """Read a pod, if a Job controls it."""
        pod = _read(found, body)
        if pod is None:
            return
        self._pods[pod.key] = pod
        for group in _groups_of(pod):
            self._groups[pod.job, group].add(pod.key)

    def forget(self, key: str) -> None:
        """Forget a pod, if it is known."""
        pod = self._pods.pop(key, None)
        if pod is None:
            return
        for group in _groups_of(pod):
            keys = self._groups[pod.job, group]
            keys.discard(key)
            if not keys:
                del self._groups[pod.job, group]

    def active(self, job: str) -> list[JobPod]:
        """The pods of a Job of this uid that neither have ended nor are on their way out."""
        return self._found(job, "active")

    def uncounted(self, job: str) -> list[JobPod]:
        """The pods that have ended or are on their way out, and are not counted yet."""
        return self._found(job, "uncounted")

    def succeeded(self, job: str) -> list[JobPod]:
        """The pods that have succeeded and are still there."""
        return self._found(job, "succeeded")

    def failed(self, job: str) -> list[JobPod]:
        """The pods that have failed and are still there."""
        return self._found(job, "failed")

    def count(self, job: str, group: str) -> int:
        """How many pods are ``active``, ``ready`` or ``terminating``."""
        return len(self._groups.get((job, group), ()))

    def _found(self, job: str, group: str) -> list[JobPod]:
        found = (self._pods[key] for key in self._groups.get((job, group), ()))
        return sorted(found, key=lambda pod: pod.serial)


def _groups_of(pod: JobPod) -> Iterator[str]:
    if not pod.is_going and not pod.has_ended:
        yield "active"
        if pod.is_ready:
            yield "ready"
        return
    if pod.is_going and not pod.has_ended:
        yield "terminating"
    if pod.has_ended:
        yield pod.phase.lower()
    if pod.is_tracked:
        yield "uncounted"


def _read(found: KubernetesObject, body: object) -> JobPod | None:
    owners = items(body, "metadata.ownerReferences")
    job = next((text(each, "uid") for each in owners if _is_job(each)), "")
    if not job:
        return None
    index = mapping(body, "metadata.annotations").get(INDEX)
    return JobPod(
        key=found.key,
        serial=found.serial,
        name=found.name,
        job=job,
        phase=text(body, "status.phase", "Pending"),
        is_bound=bool(text(body, "spec.nodeName")),
        is_ready=condition(body, "Ready").get("status") == "True",
        is_going=bool(get(body, "metadata.deletionTimestamp")),
        is_tracked=TRACKING in texts(body, "metadata.finalizers"),
        place=_index(index),
        restarts=sum(
            number(each, "restartCount")
            for part in ("initContainerStatuses", "containerStatuses")
            for each in items(body, f"status.{part}")
        ),
    )


def _is_job(owner: dict[str, object]) -> bool:
    return owner.get("controller") is True and owner.get("kind") == "Job"


def _index(written: object) -> int:
    is_number = isinstance(written, str) and written.isascii() and written.isdigit()
    return int(str(written)) if is_number and len(str(written)) < 10 else NO_INDEX
