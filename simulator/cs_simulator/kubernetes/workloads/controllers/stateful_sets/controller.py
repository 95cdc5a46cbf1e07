"""Looking at a StatefulSet: its revisions, its pods and their claims, its status."""

from collections.abc import Iterable, Iterator
from typing import Literal

from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import get, number, text
from cs_simulator.kubernetes.kinds.apps import STATEFUL_SETS as KIND
from cs_simulator.kubernetes.kinds.core.pods import PODS
from cs_simulator.kubernetes.kinds.core.volumes import PERSISTENT_VOLUME_CLAIMS as CLAIMS
from cs_simulator.kubernetes.object_index import Pod, index_of
from cs_simulator.kubernetes.workloads import making, revisions
from cs_simulator.kubernetes.workloads.controllers import _again, _claiming
from cs_simulator.kubernetes.workloads.controllers._controller import Change, Controller, itself
from cs_simulator.kubernetes.workloads.controllers.stateful_sets import (
    claims,
    deciding,
    members,
    status,
)
from cs_simulator.kubernetes.workloads.controllers.stateful_sets.deciding import Plan, State
from cs_simulator.kubernetes.workloads.reports import report
from cs_simulator.kubernetes.workloads.revisions import History, Revision

NAME = "statefulset-controller"
_AVAILABLE, _MORE = "stateful-set", "stateful-set-more"
_HASH = "controller.kubernetes.io/hash"


def reconcile(unit: Unit, cluster: Cluster, subject: str) -> None:
    """Make or delete pods, and write how many there are."""
    found = unit.world.kubernetes_objects.get(subject)
    if found is None:
        return
    body = objects.body_of(found)
    if "deletionTimestamp" in body["metadata"]:
        return
    _claiming.claim(unit, found, get(body, "spec.selector"), lambda pod: _is_of(pod, found))
    history = revisions.history_of(unit, cluster, found, body, _HASH)
    current = history.named(text(body, "status.currentRevision")) or history.present
    state = _state(unit, found, body, history.present)
    for ordinal, pod in state.pods.items():
        _keep_identity(unit, found, body, ordinal, pod, is_doomed=ordinal not in state.wanted)
    plan = deciding.next_steps(state)
    for pod in plan.again:
        _report_end(unit, found, pod)
    for pod in (*plan.again, *plan.delete):
        _delete(unit, found, pod)
    _make(unit, cluster, found, body, plan, current, history.present)
    state = _state(unit, found, body, history.present)
    generation = number(body, "metadata.generation")
    said = status.status_of(state, current.name, generation, history.collisions)
    making.put_status(unit, found, said)
    _drop_old(unit, body, history, state, said["currentRevision"])
    _again.look_again(unit, found, _AVAILABLE, status.next_change(state))


def _is_of(pod: Pod, owner: KubernetesObject) -> bool:
    return members.parts_of(pod.name)[0] == owner.name


def _state(unit: Unit, found: KubernetesObject, body: Body, present: Revision) -> State:
    pods = index_of(unit.world).pods_controlled_by(found.uid)
    by_number = {members.parts_of(pod.name)[1]: pod for pod in pods if _is_of(pod, found)}
    rolls = text(body, "spec.updateStrategy.type") == "RollingUpdate"
    return State(
        pods=dict(sorted(by_number.items())),
        start=number(body, "spec.ordinals.start"),
        replicas=number(body, "spec.replicas", 1),
        is_ordered=text(body, "spec.podManagementPolicy") != "Parallel",
        rolls=rolls,
        partition=number(body, "spec.updateStrategy.rollingUpdate.partition"),
        present=present.name,
        minimum=number(body, "spec.minReadySeconds"),
        now=unit.now,
    )


def _keep_identity(
    unit: Unit, owner: KubernetesObject, body: Body, ordinal: int, pod: Pod, *, is_doomed: bool
) -> None:
    """Give a pod the labels that somebody has taken from it, and its claims their owner."""
    claims.hold(unit, owner, body, ordinal, pod if is_doomed else None)
    labels = members.labels_of(owner, ordinal)
    if is_doomed or pod.is_going or labels.items() <= pod.labels.items():
        return
    found = unit.world.kubernetes_objects[pod.key]
    changed = objects.body_of(found)
    changed["metadata"]["labels"] = {**pod.labels, **labels}
    making.put_if_changed(unit, found, changed)
    _report(unit, owner, "update", pod.name)


def _make(
    unit: Unit,
    cluster: Cluster,
    owner: KubernetesObject,
    body: Body,
    plan: Plan,
    old: Revision,
    new: Revision,
) -> None:
    if not plan.make or _again.is_pausing(unit, owner, _MORE):
        return
    for ordinal in plan.make[: _again.MOST_AT_ONCE]:
        revision = old if ordinal < plan.first_new else new
        if not _add(unit, cluster, owner, body, ordinal, revision):
            return
    if len(plan.make) > _again.MOST_AT_ONCE:
        _again.pause(unit, owner, _MORE)


def _add(
    unit: Unit,
    cluster: Cluster,
    owner: KubernetesObject,
    body: Body,
    ordinal: int,
    revision: Revision,
) -> bool:
    name = members.name_of(owner, ordinal)
    why = claims.ensure(unit, cluster, owner, body, ordinal, NAME)
    if not why:
        pod = members.pod_for(owner, body, revision.template, ordinal, revision.name)
        try:
            making.make(unit, cluster, PODS, pod)
        except ApiError as refused:
            why = making.message_of(refused)
    _report(unit, owner, "create", name, why)
    return not why


def _report_end(unit: Unit, owner: KubernetesObject, pod: Pod) -> None:
    is_failed = pod.phase == "Failed"
    what = "failed" if is_failed else "terminated"
    said = f"StatefulSet {owner.namespace}/{owner.name} is recreating {what} Pod {pod.name}"
    kind: Literal["Normal", "Warning"] = "Warning" if is_failed else "Normal"
    report(unit, owner, f"Recreating{what.title()}Pod", said, NAME, kind=kind)


def _delete(unit: Unit, owner: KubernetesObject, pod: Pod) -> None:
    making.delete(unit, unit.world.kubernetes_objects[pod.key])
    _report(unit, owner, "delete", pod.name)


def _report(unit: Unit, owner: KubernetesObject, verb: str, pod: str, why: str = "") -> None:
    what = f"{verb} Pod {pod} in StatefulSet {owner.name}"
    if why:
        reason, said = f"Failed{verb.title()}", f"{what} failed error: {why}"
        report(unit, owner, reason, said, NAME, kind="Warning")
    else:
        report(unit, owner, f"Successful{verb.title()}", f"{what} successful", NAME)


def _drop_old(unit: Unit, body: Body, history: History, state: State, current: str) -> None:
    """Delete revisions that are too many, and of which there are no pods."""
    names = [current, *(pod.labels.get(revisions.HASH, "") for pod in state.pods.values())]
    in_use = {name.rpartition("-")[2] for name in names}
    revisions.drop_old(unit, history, in_use, number(body, "spec.revisionHistoryLimit"))


def _of_pod(change: Change) -> Iterator[str]:
    """The sets of a pod, and one that waits for the name of a pod that is gone."""
    yield from _PODS_OF(change)
    if change.after is None:
        found = change.found
        name = members.parts_of(found.name)[0]
        yield objects.key_of(found.cluster_id, KIND.resource, found.namespace, name)


def _of_claim(change: Change) -> Iterable[str]:
    """The sets that may wait for the name of a claim that is gone."""
    if change.after is not None:
        return
    claim = change.found
    base = members.parts_of(claim.name)[0]
    sets = objects.objects_of(change.world, claim.cluster_id, KIND.resource, claim.namespace)
    yield from (each.key for each in sets if base.endswith(f"-{each.name}"))


_PODS_OF = _claiming.pods_of(KIND)

STATEFUL_SETS = Controller(
    name=NAME,
    triggers={
        KIND.resource: itself,
        PODS.resource: _of_pod,
        CLAIMS.resource: _of_claim,
    },
    reconcile=reconcile,
    timers={
        _AVAILABLE: _again.on_timer(KIND.resource, reconcile),
        _MORE: _again.on_timer(KIND.resource, reconcile),
    },
)
