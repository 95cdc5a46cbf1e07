"""Bringing the ReplicaSets of a deployment to what it says.

After ``pkg/controller/deployment/deployment_controller.go`` of Kubernetes.
"""

from collections.abc import Iterable
from copy import deepcopy

from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds._reading import condition, get, number
from cs_simulator.kubernetes.kinds.apps import DEPLOYMENTS as KIND
from cs_simulator.kubernetes.kinds.apps import REPLICA_SETS
from cs_simulator.kubernetes.kinds.core.pods import PODS
from cs_simulator.kubernetes.nodes import timers
from cs_simulator.kubernetes.object_index import index_of
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.controllers._again import look_again, on_timer
from cs_simulator.kubernetes.workloads.controllers._controller import (
    Change,
    Controller,
    controlled_by,
    itself,
)
from cs_simulator.kubernetes.workloads.controllers.deployments import (
    claiming,
    newest,
    replacing,
    revisions,
    scaling,
    status,
)
from cs_simulator.kubernetes.workloads.controllers.deployments.conditions import (
    PROGRESSING,
    set_condition,
)
from cs_simulator.kubernetes.workloads.controllers.deployments.rollout import (
    NAME,
    OwnedSet,
    Rollout,
)

_STUCK, _PAUSED = "ProgressDeadlineExceeded", "DeploymentPaused"
_KEEPS_ALL = (1 << 31) - 1


def reconcile(unit: Unit, cluster: Cluster, subject: str) -> KubernetesObject | None:
    """Make, scale and clear away ReplicaSets, and write how the rollout gets on."""
    found = unit.world.kubernetes_objects.get(subject)
    if found is None:
        _forget(unit, subject)
        return None
    body = objects.body_of(found)
    if "deletionTimestamp" not in body["metadata"]:
        claiming.claim_sets(unit, found, body)
    rollout = Rollout(unit, cluster, found, body, _sets_of(unit, found))
    rollout.status = deepcopy(body.get("status") or {})
    newest.find_newest(rollout)
    _step(rollout)
    changed = {**body, "status": rollout.status}
    left = making.put_if_changed(unit, found, changed)
    # Without a set of its template it tries again by what its status says, and old ones are
    # cleared away once the status says that the rollout is complete.
    is_under_way = rollout.new is not None and not status.is_complete(rollout, rollout.status)
    return left if is_under_way else None


def _sets_of(unit: Unit, found: KubernetesObject) -> list[OwnedSet]:
    index = index_of(unit.world)
    return [
        OwnedSet(each)
        for each in index.dependents_of(found.uid)
        if each.resource == REPLICA_SETS.resource and index.controller_of(each.key) == found
    ]


def _step(rollout: Rollout) -> None:
    if "deletionTimestamp" in rollout.body["metadata"]:
        status.count_pods(rollout)
        return
    _note_pause(rollout)
    if rollout.is_paused or scaling.is_scaled(rollout):
        scaling.scale(rollout)
        if rollout.is_paused:
            _clean_up(rollout)
            for timer in status.TIMERS:
                look_again(rollout.unit, rollout.found, timer, 0)
        status.count_pods(rollout)
        return
    is_last = replacing.roll(rollout) if rollout.is_rolling else replacing.recreate(rollout)
    if is_last and status.is_complete(rollout, rollout.body.get("status", {})):
        _clean_up(rollout)
    status.note_progress(rollout)


def _note_pause(rollout: Rollout) -> None:
    """Say that the deployment is paused, or goes on; whether it is stuck is not forgotten."""
    current = condition(rollout.body, PROGRESSING)
    if not rollout.deadline or current.get("reason") == _STUCK:
        return
    if rollout.is_paused:
        set_condition(rollout, PROGRESSING, "Unknown", _PAUSED, "Deployment is paused")
    elif current.get("reason") == _PAUSED:
        said = "Deployment is resumed"
        set_condition(rollout, PROGRESSING, "Unknown", "DeploymentResumed", said)


def _clean_up(rollout: Rollout) -> None:
    """Delete the oldest sets without pods, as far as there are more than are to be kept."""
    kept = get(rollout.body, "spec.revisionHistoryLimit")
    if not isinstance(kept, int) or kept == _KEEPS_ALL:
        return
    old = [each for each in rollout.old if "deletionTimestamp" not in each.body["metadata"]]
    old.sort(key=lambda each: revisions.number_in(each.annotations, revisions.REVISION))
    for each in old[: max(len(old) - kept, 0)]:
        generation = number(each.body, "metadata.generation")
        is_observed = generation <= each.count("observedGeneration")
        if not each.wanted and not each.count("replicas") and is_observed:
            making.delete(rollout.unit, each.found)


def _forget(unit: Unit, key: str) -> None:
    """Drop the timers of a deployment that is gone."""
    cluster_id, _, subject = key.split("/", 2)
    for timer in (*status.TIMERS, newest.AGAIN):
        timers.set_timer(unit, cluster_id, timer, subject, 0)


_sets_before = controlled_by(REPLICA_SETS.resource, REPLICA_SETS.kind)


def _without_pods(change: Change) -> Iterable[str]:
    """The deployment of a set whose last pod is gone: one that recreates its pods waits for it."""
    if change.after is not None:
        return ()
    index = index_of(change.world)
    sets = (change.world.kubernetes_objects.get(key) for key in _sets_before(change))
    empty = [each for each in sets if each and index.replicas_of(each.uid).is_empty]
    owners = [index.controller_of(each.key) for each in empty]
    return [owner.key for owner in owners if owner and owner.resource == KIND.resource]


_fire = on_timer(KIND.resource, reconcile)
DEPLOYMENTS = Controller(
    name=NAME,
    triggers={
        KIND.resource: itself,
        REPLICA_SETS.resource: claiming.owners_and_selecting(KIND),
        PODS.resource: _without_pods,
    },
    reconcile=reconcile,
    timers=dict.fromkeys((*status.TIMERS, newest.AGAIN), _fire),
)
