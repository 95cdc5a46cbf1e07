"""The claims to volumes of a pod: whether it can be scheduled with them, and on which nodes.

A claim that waits for its first consumer gets the annotation by which its controller learns where
the volume is to be; the pod is bound when the claim is.
"""

from typing import NamedTuple

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds._filling import part
from cs_simulator.kubernetes.kinds._reading import Body, get, items, text, texts
from cs_simulator.kubernetes.kinds.core.volumes import PERSISTENT_VOLUME_CLAIMS, PERSISTENT_VOLUMES
from cs_simulator.kubernetes.kinds.storage import STORAGE_CLASSES
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.scheduler.node_filters import Refusal, meets
from cs_simulator.kubernetes.workloads.scheduler.node_load import NodeFacts
from cs_simulator.kubernetes.workloads.scheduler.wishes import Wish

SELECTED_NODE = "volume.kubernetes.io/selected-node"
_WAITS = "WaitForFirstConsumer"
_ELSEWHERE = Refusal(("node(s) had volume node affinity conflict",))
_NO_VOLUME = Refusal(("node(s) didn't find available persistent volumes to bind",))


class Claims(NamedTuple):
    """The claims of one pod."""

    why_not: str = ""
    """What keeps the pod from every node; empty for nothing."""
    unbound: tuple[KubernetesObject, ...] = ()
    """Those that wait for the pod's node."""
    selected: str = ""
    """The node that was chosen for them; empty for none."""
    volumes: tuple[list[Body], ...] = ()
    """For each volume that is not everywhere: terms of which its node has to meet one."""
    classes: tuple[list[Body], ...] = ()
    """For each unbound claim whose class limits places: where volumes of the class can be."""

    def refusal_of(self, facts: NodeFacts) -> Refusal | None:
        """What keeps the pod from a node on account of its volumes."""
        if not all(any(meets(facts, term) for term in terms) for terms in self.volumes):
            return _ELSEWHERE
        if not all(any(_is_in(facts, each) for each in places) for places in self.classes):
            return _NO_VOLUME
        return None


def claims_of(world: World, pod: KubernetesObject, wish: Wish) -> Claims:
    """The claims of a pod, as they are now."""
    found = Claims()
    for name in wish.claims:
        called = f"{pod.name}-{name[1:]}" if name.startswith("/") else name
        resource = PERSISTENT_VOLUME_CLAIMS.resource
        claim = objects.find(world, pod.cluster_id, resource, pod.namespace, called)
        if claim is None:
            return Claims(_missing(called, is_to_be_made=name.startswith("/")))
        found = _with(found, world, claim)
        if found.why_not:
            return found
    return found


def select(unit: Unit, claims: Claims, node: str) -> None:
    """Have the volumes of claims made where a node is."""
    for claim in claims.unbound:
        body = objects.body_of(claim)
        part(body["metadata"], "annotations")[SELECTED_NODE] = node
        making.put_if_changed(unit, claim, body)


def _missing(name: str, *, is_to_be_made: bool) -> str:
    if is_to_be_made:
        return (
            f'waiting for ephemeral volume controller to create the persistentvolumeclaim "{name}"'
        )
    return f'persistentvolumeclaim "{name}" not found'


def _with(found: Claims, world: World, claim: KubernetesObject) -> Claims:
    body = objects.body_of(claim)
    if get(body, "metadata.deletionTimestamp"):
        return Claims(f'persistentvolumeclaim "{claim.name}" is being deleted')
    selected = (get(body, "metadata.annotations") or {}).get(SELECTED_NODE) or found.selected
    if text(body, "spec.volumeName") and text(body, "status.phase") == "Bound":
        return found._replace(
            selected=selected, volumes=(*found.volumes, *_of_volume(world, claim, body))
        )
    storage = _find(world, claim, STORAGE_CLASSES.resource, text(body, "spec.storageClassName"))
    if text(storage, "volumeBindingMode") != _WAITS or text(body, "spec.volumeName"):
        return Claims("pod has unbound immediate PersistentVolumeClaims")
    places = items(storage, "allowedTopologies")
    return found._replace(
        selected=selected,
        unbound=(*found.unbound, claim),
        classes=(*found.classes, *([places] if places else [])),
    )


def _of_volume(world: World, claim: KubernetesObject, body: Body) -> list[list[Body]]:
    volume = _find(world, claim, PERSISTENT_VOLUMES.resource, text(body, "spec.volumeName"))
    required = get(volume, "spec.nodeAffinity.required")
    return [items(required, "nodeSelectorTerms")] if isinstance(required, dict) else []


def _find(world: World, claim: KubernetesObject, resource: str, name: str) -> Body:
    found = objects.find(world, claim.cluster_id, resource, "", name) if name else None
    return objects.body_of(found) if found is not None else {}


def _is_in(facts: NodeFacts, place: Body) -> bool:
    return all(
        facts.labels.get(text(each, "key")) in texts(each, "values")
        for each in items(place, "matchLabelExpressions")
    )
