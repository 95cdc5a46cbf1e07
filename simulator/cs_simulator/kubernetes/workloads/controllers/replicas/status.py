"""What the status of a set says of its pods."""

from cs_simulator.domain.instants import SECOND, as_text
from cs_simulator.domain.records import KubernetesObject
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import condition, get, items, mapping, number
from cs_simulator.kubernetes.workloads.controllers.replicas.pod_sets import PodSet
from cs_simulator.kubernetes.writing.rewriting import put_again

FAILURE = "ReplicaFailure"


def write_status(pod_set: PodSet, failure: str) -> KubernetesObject:
    """Put the status, unless it is as it was; *failure* says why a pod could not be made."""
    body = pod_set.body
    replicas, seconds = pod_set.replicas, number(body, "spec.minReadySeconds")
    labels = mapping(body, "spec.template.metadata.labels")
    counts = {
        "replicas": replicas.active,
        "fullyLabeledReplicas": replicas.labelled(labels),
        "readyReplicas": replicas.ready,
        "availableReplicas": _available(pod_set, seconds),
    }
    status: Body = {name: count for name, count in counts.items() if count or name == "replicas"}
    status["observedGeneration"] = number(body, "metadata.generation")
    conditions = _conditions(pod_set, failure)
    if conditions:
        status["conditions"] = conditions
    if status == get(body, "status"):
        return pod_set.found
    return put_again(pod_set.unit, pod_set.found, {**body, "status": status})


def _available(pod_set: PodSet, seconds: int) -> int:
    """How many pods have been ready for long enough; looks again when the next one has."""
    replicas = pod_set.replicas
    if seconds <= 0:
        pod_set.set_timer(pod_set.kind.available, 0)
        return replicas.ready
    least = pod_set.unit.now - seconds * SECOND
    upcoming = replicas.next_ready_after(least)
    pod_set.set_timer(pod_set.kind.available, upcoming + seconds * SECOND if upcoming else 0)
    return replicas.ready_before(least)


def _conditions(pod_set: PodSet, failure: str) -> list[Body]:
    present = condition(pod_set.body, FAILURE)
    others = [each for each in items(pod_set.body, "status.conditions") if each != present]
    if not failure:
        return others
    new = {
        "type": FAILURE,
        "status": "True",
        "lastTransitionTime": as_text(pod_set.unit.now),
        "reason": "FailedCreate",
        "message": failure,
    }
    return [*others, present or new]
