"""Pods that owners take on by their labels, and let go when the labels say otherwise.

As the reference manager of Kubernetes: an owner that was deleted without its pods, and is made
again, has them again.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.object_index import PODS, Pod, index_of, read_pod
from cs_simulator.kubernetes.selectors.in_objects import matches
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.controllers._controller import (
    Change,
    Trigger,
    controlled_by,
)

IsMember = Callable[[Pod], bool]


def pods_of(kind: Kind) -> Trigger:
    """What finds the owners of this kind that control a pod or may take it on.

    It finds none where nothing has changed that controllers ask of a pod.
    """
    mark = f'"kind":"{kind.kind}"'
    controllers = controlled_by(kind.resource, kind.kind)

    def owners(change: Change) -> Iterable[str]:
        found = [each for each in (change.before, change.after) if each is not None]
        is_free = change.after is not None and '"controller":true' not in change.after.body
        if not is_free and not any(mark in each.body for each in found):
            return ()
        pods = [read_pod(each) for each in found]
        if len(pods) > 1 and _asked_of(pods[0]) == _asked_of(pods[1]):
            return ()
        takers = _takers(change.world, kind, pods[-1]) if is_free else ()
        return dict.fromkeys((*controllers(change), *takers))

    return owners


def _asked_of(pod: Pod) -> tuple[object, ...]:
    """What controllers of pods look at; other facts change without a consequence for them."""
    return pod.labels, pod.target, pod.node, pod.phase, pod.ready_since, pod.is_ready, pod.is_going


def _takers(world: World, kind: Kind, pod: Pod) -> list[str]:
    selecting = index_of(world).selecting
    return selecting.selecting(pod.cluster_id, kind.resource, pod.namespace, pod.labels)


def claim(
    unit: Unit, owner: KubernetesObject, selector: Any, is_member: IsMember = lambda _pod: True
) -> None:
    """Take on the pods without a controller that an owner selects, and let go of those it does not.

    Of those without a controller *is_member* may leave out some.
    """
    index = index_of(unit.world)
    for key in index.replicas_of(owner.uid).without(partial(matches, selector)):
        others = [each for each in _owners(unit, key) if each["uid"] != owner.uid]
        _refer(unit, key, others)
    for key in index.selecting.orphans(owner.cluster_id, PODS, owner.namespace, selector):
        pod = index.pod(key)
        if pod is not None and is_member(pod):
            _refer(unit, key, [*_owners(unit, key), making.owner_reference(owner)])


def _owners(unit: Unit, key: str) -> list[dict[str, Any]]:
    body = objects.body_of(unit.world.kubernetes_objects[key])
    owners: list[dict[str, Any]] = body["metadata"].get("ownerReferences", [])
    return owners


def _refer(unit: Unit, key: str, owners: list[dict[str, Any]]) -> None:
    found = unit.world.kubernetes_objects[key]
    body = objects.body_of(found)
    body["metadata"]["ownerReferences"] = owners
    if not owners:
        del body["metadata"]["ownerReferences"]
    making.put_if_changed(unit, found, body)
