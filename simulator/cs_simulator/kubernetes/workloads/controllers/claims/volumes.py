"""Volumes: their phases, and what is done with those whose claims are gone."""

from collections.abc import Iterable

from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import text
from cs_simulator.kubernetes.kinds.core.volumes import PROTECTS_VOLUMES
from cs_simulator.kubernetes.nodes.timers import set_earlier
from cs_simulator.kubernetes.object_index import index_of
from cs_simulator.kubernetes.volume_index import CLAIMS
from cs_simulator.kubernetes.volume_index import VOLUMES as RESOURCE
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.controllers._controller import Change, Controller, itself
from cs_simulator.kubernetes.workloads.controllers.claims import _binding, _disks, _matching
from cs_simulator.kubernetes.workloads.letting_go import let_go


def reconcile(unit: Unit, cluster: Cluster, subject: str) -> None:
    """Set the phase of a volume; let go one that is deleted and not bound."""
    found = unit.world.kubernetes_objects.get(subject)
    if found is None:
        return
    body = objects.body_of(found)
    phase = _phase(unit, cluster, body)
    if phase == "Released" and _is_to_go(body):
        due = _disks.due(unit, cluster, "delete", "", found.name)
        set_earlier(unit, cluster.cluster_id, _binding.TIMER, due, f"/{found.name}")
    _binding.set_phase(unit, found, phase)
    if "deletionTimestamp" in body["metadata"] and phase != "Bound":
        let_go(unit, unit.world.kubernetes_objects[subject], PROTECTS_VOLUMES)


def _phase(unit: Unit, cluster: Cluster, volume: Body) -> str:
    """``Available``, ``Bound`` or ``Released``: by the claim that the volume names."""
    name = text(volume, "spec.claimRef.name")
    if not name:
        return "Available"
    namespace = text(volume, "spec.claimRef.namespace")
    claim = _binding.find_claim(unit.world, cluster, namespace, name)
    if claim is not None and _matching.names(volume, objects.body_of(claim)):
        bound_to = text(objects.body_of(claim), "spec.volumeName")
        return "Bound" if bound_to == volume["metadata"]["name"] else "Available"
    return "Released" if text(volume, "spec.claimRef.uid") else "Available"


def _is_to_go(volume: Body) -> bool:
    """Whether the disk of a volume goes with the claim."""
    policy = text(volume, "spec.persistentVolumeReclaimPolicy")
    return policy == "Delete" and _disks.is_disk(volume)


def delete_released(unit: Unit, cluster: Cluster, name: str) -> None:
    """Delete a disk that no claim has any more, and its volume."""
    found = _binding.find_volume(unit.world, cluster, name)
    if found is None:
        return
    body = objects.body_of(found)
    if _is_to_go(body) and _phase(unit, cluster, body) == "Released":
        making.delete(unit, found)


def _of_claim(change: Change) -> Iterable[str]:
    """The volumes that a claim names or named, and those that name it."""
    found = change.found
    for each in (change.before, change.after):
        if each is not None and (name := text(objects.body_of(each), "spec.volumeName")):
            yield objects.key_of(found.cluster_id, RESOURCE, "", name)
    place = f"{found.namespace}/{found.name}"
    yield from index_of(change.world).volumes.claimed_by(found.cluster_id, place)


VOLUMES = Controller(
    name="persistentvolume-protection",
    triggers={RESOURCE: itself, CLAIMS: _of_claim},
    reconcile=reconcile,
)
