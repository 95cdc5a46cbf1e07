"""Budgets for disruptions: how many of their pods are well, and how many may go.

After ``pkg/controller/disruption`` of Kubernetes. What an eviction takes from a budget is counted
at once: the controllers run with it.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from cs_simulator.domain.instants import as_text
from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.budget_index import Guarded
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import condition, get, mapping, number
from cs_simulator.kubernetes.kinds.apps import DEPLOYMENTS, REPLICA_SETS, STATEFUL_SETS
from cs_simulator.kubernetes.kinds.core.pods import PODS, REPLICATION_CONTROLLERS
from cs_simulator.kubernetes.kinds.policy import DISRUPTION_BUDGETS as KIND
from cs_simulator.kubernetes.object_index import ObjectIndex, index_of
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.controllers._controller import Change, Controller, itself
from cs_simulator.kubernetes.workloads.reports import report

NAME = "controllermanager"
_SCALED = frozenset(
    kind.resource for kind in (DEPLOYMENTS, REPLICA_SETS, REPLICATION_CONTROLLERS, STATEFUL_SETS)
)


class _Counts(NamedTuple):
    """What a budget comes to."""

    expected: int
    desired: int
    problem: str = ""
    """Why it cannot be said; empty if it can."""


def reconcile(unit: Unit, _cluster: Cluster, subject: str) -> None:
    """Write the status of a budget."""
    found = unit.world.kubernetes_objects.get(subject)
    if found is None:
        return
    index = index_of(unit.world)
    body = objects.body_of(found)
    guarded = index.budgets.guarded_by(found)
    counts = _counts(index, guarded, mapping(body, "spec"))
    if counts.problem:
        _fail(unit, found, body, counts.problem)
        return
    allowed = max(guarded.healthy - counts.desired, 0) if counts.expected > 0 else 0
    making.put_status(
        unit,
        found,
        {
            "conditions": _conditions(body, unit.now, allowed),
            "currentHealthy": guarded.healthy,
            "desiredHealthy": counts.desired,
            "disruptionsAllowed": allowed,
            "expectedPods": counts.expected,
            "observedGeneration": number(body, "metadata.generation"),
        },
    )


def _counts(index: ObjectIndex, guarded: Guarded, spec: Body) -> _Counts:
    most, least = spec.get("maxUnavailable"), spec.get("minAvailable")
    if most is None and not isinstance(least, str):
        return _Counts(len(guarded.pods), least if isinstance(least, int) else 0)
    expected = 0
    for uid in _scaled(index, guarded.controllers):
        owner = index.of_uid(uid)
        if owner is None:
            continue
        if owner.resource not in _SCALED:
            problem = f"{owner.resource} does not implement the scale subresource"
            return _Counts(0, 0, problem)
        expected += number(objects.read(owner), "spec.replicas", 1)
    if most is not None:
        return _Counts(expected, max(expected - _part(most, expected), 0))
    return _Counts(expected, _part(least, expected))


def _scaled(index: ObjectIndex, controllers: Iterable[str]) -> list[str]:
    """The uids of what has the numbers of replicas: of ReplicaSets their Deployments."""
    found: dict[str, None] = {}
    for uid in controllers:
        owner = index.of_uid(uid)
        above = index.controller_of(owner.key) if owner is not None else None
        is_deployed = above is not None and above.resource == DEPLOYMENTS.resource
        found[above.uid if above is not None and is_deployed else uid] = None
    return list(found)


def _part(said: Any, whole: int) -> int:
    """A number of pods, or a percentage of all of them, rounded up."""
    if isinstance(said, int):
        return said
    digits = str(said).removesuffix("%")
    return -(-int(digits) * whole // 100) if digits.isdigit() else 0


def _conditions(body: Body, now: int, allowed: int, problem: str = "") -> list[Body]:
    observed = "status.observedGeneration" if problem else "metadata.generation"
    status = "True" if allowed else "False"
    before = condition(body, "DisruptionAllowed")
    since = before.get("lastTransitionTime") if before.get("status") == status else None
    reason = "SufficientPods" if allowed else "InsufficientPods"
    return [
        {
            "type": "DisruptionAllowed",
            "status": status,
            "observedGeneration": number(body, observed),
            "lastTransitionTime": since or as_text(now),
            "reason": "SyncFailed" if problem else reason,
            "message": problem,
        }
    ]


def _fail(unit: Unit, found: KubernetesObject, body: Body, problem: str) -> None:
    """Let no pod go while it is not known how many there ought to be."""
    conditions = _conditions(body, unit.now, 0, problem)
    status = {**mapping(body, "status"), "disruptionsAllowed": 0, "conditions": conditions}
    if status == mapping(body, "status"):
        return
    making.put_status(unit, found, status)
    message = f"Failed to calculate the number of expected pods: {problem}"
    report(unit, found, "CalculateExpectedPodCountFailed", message, NAME, kind="Warning")


def _of_pod(change: Change) -> Iterable[str]:
    """The budgets that select a pod, or did before the change."""
    return _of_labels(change, "metadata.labels")


def _of_owner(change: Change) -> Iterable[str]:
    """The budgets that select the pods of what has another number of replicas."""
    before, after = change.before, change.after
    if not index_of(change.world).budgets.are_in(change.found.cluster_id, change.found.namespace):
        return ()
    if before is not None and after is not None:
        was, now = objects.read(before), objects.read(after)
        if get(was, "spec.replicas") == get(now, "spec.replicas"):
            return ()
    return _of_labels(change, "spec.template.metadata.labels")


def _of_labels(change: Change, path: str) -> Iterable[str]:
    index = index_of(change.world).budgets
    found = change.found
    if not index.are_in(found.cluster_id, found.namespace):
        return ()
    keys: dict[str, None] = {}
    for each in (change.before, change.after):
        if each is not None:
            labels = mapping(objects.read(each), path)
            keys |= dict.fromkeys(index.selecting(found.cluster_id, found.namespace, labels))
    return keys


BUDGETS = Controller(
    name=NAME,
    triggers={
        KIND.resource: itself,
        PODS.resource: _of_pod,
        **dict.fromkeys(sorted(_SCALED), _of_owner),
    },
    reconcile=reconcile,
)
