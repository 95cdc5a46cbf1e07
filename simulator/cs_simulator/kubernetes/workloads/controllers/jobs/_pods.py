"""Making and deleting the pods of a Job."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import islice
from typing import NamedTuple

from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.instants import SECOND
from cs_simulator.kubernetes.job_pods import INDEX, NO_INDEX, TRACKING, JobPod
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import items, mapping
from cs_simulator.kubernetes.kinds.core.pods import PODS
from cs_simulator.kubernetes.nodes import timers
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.controllers.jobs import _indexes as indexes
from cs_simulator.kubernetes.workloads.controllers.jobs import _per_index as per_index
from cs_simulator.kubernetes.workloads.controllers.jobs._counting import (
    longest_wait,
    release,
)
from cs_simulator.kubernetes.workloads.controllers.jobs._run import NAME, Run
from cs_simulator.kubernetes.workloads.reports import report

MORE = "job-more"
"""The timers after which the rest of many pods is made."""
_AT_ONCE = 500
_FIRST_WITH_LABEL = 28
_ENVIRONMENT = "JOB_COMPLETION_INDEX"


def manage(run: Run) -> int:
    """Make or delete pods, until there are as many as are wanted.

    Returns when more may be made that wait for their index; 0 for never.
    """
    active = run.pods.active(run.uid)
    if run.is_suspended:
        delete(run, active, are_failures=False)
        return 0
    wanted = _wanted(run, len(active))
    if run.is_indexed:
        needless = _without_use(run, active)
        if needless:
            delete(run, needless, are_failures=False)
            active = run.pods.active(run.uid)
    if len(active) > wanted:
        surplus = sorted(active, key=_rank)[: len(active) - wanted]
        delete(run, surplus, are_failures=False)
        return 0
    missing = wanted - len(active) - (run.terminating if run.replaces_failed_only else 0)
    if missing <= 0 or _has_to_wait(run):
        return 0
    found, upcoming = _new_pods(run, active, min(missing, _AT_ONCE))
    _make(run, found)
    if missing > _AT_ONCE:
        later = run.unit.now + SECOND
        timers.set_timer(run.unit, run.cluster.cluster_id, MORE, run.subject, later)
    return upcoming


def delete(run: Run, pods: Iterable[JobPod], *, are_failures: bool) -> None:
    """Delete pods; what is not to count as a failure is not counted at all."""
    for pod in pods:
        found = run.unit.world.kubernetes_objects.get(pod.key)
        if found is None:
            continue
        if not are_failures and pod.is_tracked:
            release(run.unit, found)
            found = run.unit.world.kubernetes_objects[pod.key]
        making.delete(run.unit, found)
        report(run.unit, run.found, "SuccessfulDelete", f"Deleted pod: {pod.name}", NAME)


def _wanted(run: Run, active: int) -> int:
    """How many pods are to run now."""
    succeeded, completions = run.counted("succeeded"), run.completions
    if completions is None:
        return active if succeeded else run.parallelism
    return max(min(completions - succeeded, run.parallelism), 0)


def _without_use(run: Run, active: list[JobPod]) -> list[JobPod]:
    """Pods of an indexed Job whose index is none of its own, or that of an older pod."""
    done = indexes.completed(run.status, run.completions or 0)
    seen: set[int] = set()
    needless = []
    for pod in active:
        is_own = NO_INDEX < pod.place < (run.completions or 0)
        if not is_own or pod.place in seen or pod.place in done:
            needless.append(pod)
        seen.add(pod.place)
    return needless


def _rank(pod: JobPod) -> tuple[bool, bool, bool, int]:
    """Pods that go first: bound to no node, not running, not ready, the youngest."""
    return pod.is_bound, pod.phase == "Running", pod.is_ready, -pod.serial


def _has_to_wait(run: Run) -> bool:
    """Whether pods have failed just now, or many were made."""
    unit, cluster_id = run.unit, run.cluster.cluster_id
    due = [timers.due_of(unit, cluster_id, kind, run.subject) for kind in (run.back_off, MORE)]
    return max(due) > unit.now


class _New(NamedTuple):
    """A pod that is to be made."""

    place: int = NO_INDEX
    failures: int = 0
    """How many pods of its index have failed, where that is limited."""


def _new_pods(run: Run, active: list[JobPod], count: int) -> tuple[list[_New], int]:
    """At most so many new pods, and when there may be more; 0 for never."""
    if not run.is_indexed:
        return [_New()] * count, 0
    completions, now = run.completions or 0, run.unit.now
    taken = indexes.completed(run.status, completions) | per_index.failed(run)
    taken |= {pod.place for pod in active}
    if run.replaces_failed_only:
        taken |= {pod.place for pod in run.pods.uncounted(run.uid)}
    free = (each for each in range(completions) if each not in taken)
    if not per_index.has_limit(run):
        return [_New(place) for place in islice(free, count)], 0
    waiting = per_index.waiting(run, longest_wait(run))
    rows = [(place, *waiting.get(place, (0, 0))) for place in free]
    new = [_New(place, failures) for place, failures, due in rows if due <= now]
    return new[:count], min((due for _, _, due in rows if due > now), default=0)


def _make(run: Run, wanted: list[_New]) -> None:
    """Make pods, until one is refused."""
    owner = making.owner_reference(run.found)
    template = mapping(run.spec, "template")
    for new in wanted:
        body = _body(run, template, new)
        body["metadata"]["ownerReferences"] = [owner]
        try:
            made = making.make(run.unit, run.cluster, PODS, body)
        except ApiError as refused:
            why = f"Error creating: {making.message_of(refused)}"
            report(run.unit, run.found, "FailedCreate", why, NAME, kind="Warning")
            return
        report(run.unit, run.found, "SuccessfulCreate", f"Created pod: {made.name}", NAME)


def _body(run: Run, template: Body, new: _New) -> Body:
    job, index = run.found, new.place
    prefix = f"{job.name}-" if index == NO_INDEX else f"{job.name}-{index}-"
    name = making.new_name(run.unit, run.cluster, PODS, job.namespace, prefix)
    metadata = deepcopy(mapping(template, "metadata"))
    metadata |= {"name": name, "namespace": job.namespace, "generateName": prefix}
    metadata["finalizers"] = [*metadata.get("finalizers", ()), TRACKING]
    spec = deepcopy(mapping(template, "spec"))
    if index != NO_INDEX:
        metadata["annotations"] = {**mapping(metadata, "annotations"), INDEX: str(index)}
        if per_index.has_limit(run):
            metadata["annotations"][per_index.FAILURES] = str(new.failures)
        spec["hostname"] = f"{job.name}-{index}"
        has_label = run.minor >= _FIRST_WITH_LABEL
        if has_label:
            metadata["labels"] = {**mapping(metadata, "labels"), INDEX: str(index)}
        for container in _containers(spec):
            _add_variable(container, "labels" if has_label else "annotations")
    return {"metadata": metadata, "spec": spec}


def _containers(spec: Body) -> Iterator[Body]:
    for part in ("initContainers", "containers"):
        yield from items(spec, part)


def _add_variable(container: Body, where: str) -> None:
    """Have a container find its index in its environment."""
    variables = items(container, "env")
    if any(each.get("name") == _ENVIRONMENT for each in variables):
        return
    field = {"apiVersion": "v1", "fieldPath": f"metadata.{where}['{INDEX}']"}
    container["env"] = [*variables, {"name": _ENVIRONMENT, "valueFrom": {"fieldRef": field}}]
