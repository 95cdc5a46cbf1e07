"""Binding claims and volumes to each other."""

from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._filling import part
from cs_simulator.kubernetes.kinds._reading import get, mapping, text
from cs_simulator.kubernetes.volume_index import CLAIMS, VOLUMES
from cs_simulator.kubernetes.workloads import making

CONTROLLER = "persistentvolume-controller"
TIMER = "claim"
_BOUND_BY_CONTROLLER = "pv.kubernetes.io/bound-by-controller"
_BIND_COMPLETED = "pv.kubernetes.io/bind-completed"


def find_claim(
    world: World, cluster: Cluster, namespace: str, name: str
) -> KubernetesObject | None:
    """A claim by its name."""
    return objects.find(world, cluster.cluster_id, CLAIMS, namespace, name)


def find_volume(world: World, cluster: Cluster, name: str) -> KubernetesObject | None:
    """A volume by its name."""
    return objects.find(world, cluster.cluster_id, VOLUMES, "", name)


def reference_to(claim: Body) -> Body:
    """How a volume names its claim."""
    metadata = claim["metadata"]
    return {
        "kind": "PersistentVolumeClaim",
        "namespace": metadata["namespace"],
        "name": metadata["name"],
        "uid": metadata["uid"],
        "apiVersion": "v1",
        "resourceVersion": metadata["resourceVersion"],
    }


def bind(unit: Unit, claim: KubernetesObject, volume: KubernetesObject) -> None:
    """Bind a claim and a volume, as far as they are not bound yet."""
    claim_body, volume_body = objects.body_of(claim), objects.body_of(volume)
    is_chosen = not text(claim_body, "spec.volumeName")
    if not text(volume_body, "spec.claimRef.name"):
        _annotate(volume_body, _BOUND_BY_CONTROLLER)
    if not text(volume_body, "spec.claimRef.uid"):
        volume_body["spec"]["claimRef"] = reference_to(claim_body)
    part(volume_body, "status")["phase"] = "Bound"
    making.put_if_changed(unit, volume, volume_body)
    if text(claim_body, "status.phase") == "Bound" and not is_chosen:
        return
    if is_chosen:
        _annotate(claim_body, _BOUND_BY_CONTROLLER)
    _annotate(claim_body, _BIND_COMPLETED)
    claim_body["spec"]["volumeName"] = volume.name
    claim_body["status"] = {
        "phase": "Bound",
        "accessModes": get(volume_body, "spec.accessModes"),
        "capacity": mapping(volume_body, "spec.capacity"),
    }
    making.put_if_changed(unit, claim, claim_body)


def was_bound(claim: Body) -> bool:
    """Whether a claim has been bound once."""
    return _BIND_COMPLETED in mapping(claim, "metadata.annotations")


def set_phase(unit: Unit, found: KubernetesObject, phase: str) -> None:
    """Set the phase of a claim or a volume."""
    body = objects.body_of(found)
    part(body, "status")["phase"] = phase
    making.put_if_changed(unit, found, body)


def _annotate(body: Body, name: str) -> None:
    part(body["metadata"], "annotations")[name] = "yes"
