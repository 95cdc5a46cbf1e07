"""Bringing the pods of a set to what it says.

As ``pkg/controller/replicaset/replica_set.go`` of Kubernetes does it.
"""

from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds._ages import instant
from cs_simulator.kubernetes.kinds._reading import condition, mapping, number, text
from cs_simulator.kubernetes.kinds.core.pods import PODS
from cs_simulator.kubernetes.nodes import timers
from cs_simulator.kubernetes.selecting import selector_of
from cs_simulator.kubernetes.selectors.in_objects import matches
from cs_simulator.kubernetes.workloads.controllers._again import MOST_AT_ONCE, on_timer
from cs_simulator.kubernetes.workloads.controllers._claiming import claim, pods_of
from cs_simulator.kubernetes.workloads.controllers._controller import Controller, itself
from cs_simulator.kubernetes.workloads.controllers.replicas.pod_sets import PodSet, SetKind
from cs_simulator.kubernetes.workloads.controllers.replicas.pods import delete_pods, make_pods
from cs_simulator.kubernetes.workloads.controllers.replicas.status import FAILURE, write_status

_PAUSE, _LONGEST_PAUSE = SECOND, 1_000 * SECOND


def controller_of(kind: SetKind) -> Controller:
    """The controller of a kind of sets."""

    def reconcile(unit: Unit, cluster: Cluster, subject: str) -> KubernetesObject | None:
        found = unit.world.kubernetes_objects.get(subject)
        if found is None:
            _forget(unit, kind, subject)
            return None
        return _reconcile(PodSet(unit, cluster, kind, found, objects.body_of(found)))

    fire = on_timer(kind.kind.resource, reconcile)
    return Controller(
        name=kind.component,
        triggers={
            kind.kind.resource: itself,
            PODS.resource: pods_of(kind.kind),
        },
        reconcile=reconcile,
        timers={kind.more: fire, kind.again: fire, kind.available: fire},
    )


def _forget(unit: Unit, kind: SetKind, key: str) -> None:
    """Drop the timers of a set that is gone."""
    cluster_id, _, subject = key.split("/", 2)
    for timer in (kind.more, kind.again, kind.available):
        timers.set_timer(unit, cluster_id, timer, subject, 0)


def _reconcile(pod_set: PodSet) -> KubernetesObject:
    """Make or delete pods, and write the status, from which nothing follows for the set itself."""
    failure = ""
    if not pod_set.is_going:
        selector = selector_of(pod_set.body)
        claim(pod_set.unit, pod_set.found, selector, lambda pod: pod.is_active)
        failure = _make_or_delete(pod_set)
    return write_status(pod_set, failure)


def _make_or_delete(pod_set: PodSet) -> str:
    """Make what is missing, or delete what is too much; returns why pods cannot be made."""
    kind, now = pod_set.kind, pod_set.unit.now
    missing = pod_set.wanted - pod_set.replicas.active
    failing = condition(pod_set.body, FAILURE)
    if missing and pod_set.is_set(kind.more):
        return text(failing, "message")
    if missing > 0:
        if not _selects_its_own(pod_set):
            return ""
        if pod_set.is_set(kind.again) and _is_observed(pod_set):
            return text(failing, "message")
        failure = make_pods(pod_set, min(missing, MOST_AT_ONCE))
        pod_set.set_timer(kind.again, _next_try(failing, now) if failure else 0)
        if failure:
            return failure
    else:
        pod_set.set_timer(kind.again, 0)
        if missing < 0:
            delete_pods(pod_set, min(-missing, MOST_AT_ONCE))
    pod_set.set_timer(kind.more, now + _PAUSE if abs(missing) > MOST_AT_ONCE else 0)
    return ""


def _selects_its_own(pod_set: PodSet) -> bool:
    """Whether the set would keep what it makes; no server takes one that would not."""
    labels = mapping(pod_set.body, "spec.template.metadata.labels")
    return matches(selector_of(pod_set.body), labels)


def _is_observed(pod_set: PodSet) -> bool:
    generation = number(pod_set.body, "metadata.generation")
    return generation == number(pod_set.body, "status.observedGeneration")


def _next_try(failing: dict[str, object], now: int) -> int:
    """When pods are tried again that were refused: after as long as they have been before."""
    since = instant(failing.get("lastTransitionTime"))
    return now + min(max(now - (since or now), _PAUSE), _LONGEST_PAUSE)
