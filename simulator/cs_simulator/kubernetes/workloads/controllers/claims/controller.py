"""Claims: each is bound to a volume that there is, or gets a disk by its class."""

from collections.abc import Iterable

from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._filling import part
from cs_simulator.kubernetes.kinds._reading import mapping, text
from cs_simulator.kubernetes.kinds.core.pods import PODS
from cs_simulator.kubernetes.kinds.core.volumes import PROTECTS_CLAIMS, default_class
from cs_simulator.kubernetes.kinds.storage import STORAGE_CLASSES
from cs_simulator.kubernetes.nodes.timers import set_earlier
from cs_simulator.kubernetes.object_index import ENDED, index_of, read_pod
from cs_simulator.kubernetes.volume_index import CLAIMS as CLAIMS_RESOURCE
from cs_simulator.kubernetes.volume_index import VOLUMES
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.controllers._controller import Change, Controller, itself
from cs_simulator.kubernetes.workloads.controllers.claims import (
    _binding,
    _disks,
    _growing,
    _matching,
    volumes,
)
from cs_simulator.kubernetes.workloads.letting_go import let_go
from cs_simulator.kubernetes.workloads.reports import report

_PROVISIONERS = (
    "volume.beta.kubernetes.io/storage-provisioner",
    "volume.kubernetes.io/storage-provisioner",
)


def reconcile(unit: Unit, cluster: Cluster, subject: str) -> None:
    """Bind a claim, or say why it is not bound; let go one that is deleted and not in use."""
    found = unit.world.kubernetes_objects.get(subject)
    if found is None:
        return
    body = objects.body_of(found)
    if "deletionTimestamp" in body["metadata"]:
        if not _is_in_use(unit.world, found):
            let_go(unit, found, PROTECTS_CLAIMS)
    elif text(body, "spec.volumeName"):
        _follow_volume(unit, cluster, found, body)
    else:
        _seek(unit, cluster, found, body)


def _is_in_use(world: World, claim: KubernetesObject) -> bool:
    """Whether a pod that is on a node uses the claim, and has not ended."""
    index = index_of(world)
    pods = (index.pod(key) for key in index.volumes.pods_with(claim.key))
    return any(pod is not None and pod.node and pod.phase not in ENDED for pod in pods)


def _follow_volume(unit: Unit, cluster: Cluster, found: KubernetesObject, body: Body) -> None:
    """Bind a claim to the volume that it names, or say that it cannot be."""
    name = text(body, "spec.volumeName")
    volume = _binding.find_volume(unit.world, cluster, name)
    if volume is None:
        if _binding.was_bound(body):
            what = "Bound claim has lost its PersistentVolume. Data on the volume is lost!"
            _lose(unit, found, "ClaimLost", what)
        return
    of_volume = objects.body_of(volume)
    if _matching.names(of_volume, body):
        _binding.bind(unit, found, volume)
        _growing.begin(unit, cluster, unit.world.kubernetes_objects[found.key], volume)
    elif text(of_volume, "spec.claimRef.name"):
        if _binding.was_bound(body):
            what = "Two claims are bound to the same volume, this one is bound incorrectly"
            _lose(unit, found, "ClaimMisbound", what)
        else:
            what = f'volume "{name}" already bound to a different claim.'
            _warn(unit, found, "FailedBinding", what)
    elif why := _matching.why_not(body, of_volume):
        _warn(unit, found, "VolumeMismatch", f'Cannot bind to requested volume "{name}": {why}')
    else:
        _binding.bind(unit, found, volume)


def _lose(unit: Unit, found: KubernetesObject, reason: str, message: str) -> None:
    _binding.set_phase(unit, found, "Lost")
    _warn(unit, found, reason, message)


def _warn(unit: Unit, found: KubernetesObject, reason: str, message: str) -> None:
    report(unit, found, reason, message, _binding.CONTROLLER, kind="Warning", once=True)


def _note(unit: Unit, found: KubernetesObject, reason: str, message: str) -> None:
    report(unit, found, reason, message, _binding.CONTROLLER, once=True)


def _seek(unit: Unit, cluster: Cluster, found: KubernetesObject, body: Body) -> None:
    """Find a volume for a claim that names none, or have one made."""
    if "storageClassName" not in body["spec"] and (name := default_class(unit.world, cluster)):
        body["spec"]["storageClassName"] = name
        making.put_if_changed(unit, found, body)
        return
    name = text(body, "spec.storageClassName")
    storage_class = _class(unit.world, cluster, name)
    is_early = _waits_for_pod(body, storage_class)
    volume = _volume_for(unit.world, cluster, found, body, may_choose=not is_early)
    if volume is not None:
        _binding.bind(unit, found, volume)
    elif is_early:
        what = "waiting for first consumer to be created before binding"
        _note(unit, found, "WaitForFirstConsumer", what)
    elif not name:
        what = "no persistent volumes available for this claim and no storage class is set"
        _note(unit, found, "FailedBinding", what)
    elif storage_class is None:
        what = f'storageclass.storage.k8s.io "{name}" not found'
        _warn(unit, found, "ProvisioningFailed", what)
    else:
        _provision(unit, cluster, found, body, storage_class)


def _class(world: World, cluster: Cluster, name: str) -> Body | None:
    resource = STORAGE_CLASSES.resource
    found = objects.find(world, cluster.cluster_id, resource, "", name) if name else None
    return None if found is None else objects.body_of(found)


def _waits_for_pod(claim: Body, storage_class: Body | None) -> bool:
    """Whether the claim's volume is chosen for a pod, and no pod has been given a node yet."""
    return text(
        storage_class, "volumeBindingMode"
    ) == "WaitForFirstConsumer" and _disks.SELECTED_NODE not in mapping(
        claim, "metadata.annotations"
    )


def _volume_for(
    world: World, cluster: Cluster, found: KubernetesObject, claim: Body, *, may_choose: bool
) -> KubernetesObject | None:
    """The volume that names the claim, else the best one of those that name none."""
    index, place = index_of(world).volumes, f"{found.namespace}/{found.name}"
    for key in index.claimed_by(cluster.cluster_id, place):
        if _matching.names(objects.body_of(world.kubernetes_objects[key]), claim):
            return world.kubernetes_objects[key]
    if not may_choose:
        return None
    free = index.free_of(cluster.cluster_id, text(claim, "spec.storageClassName"))
    best = _matching.best(claim, (objects.body_of(world.kubernetes_objects[key]) for key in free))
    return None if best is None else _binding.find_volume(world, cluster, best["metadata"]["name"])


def _provision(
    unit: Unit, cluster: Cluster, found: KubernetesObject, body: Body, storage_class: Body
) -> None:
    """Have the provisioner of the class make a volume; only that of disks does anything here."""
    driver, name = text(storage_class, "provisioner"), storage_class["metadata"]["name"]
    part(body["metadata"], "annotations").update(dict.fromkeys(_PROVISIONERS, driver))
    found = making.put_if_changed(unit, found, body)
    _note(
        unit,
        found,
        "ExternalProvisioning",
        f"Waiting for a volume to be created either by the external provisioner '{driver}' or"
        " manually by the system administrator. If volume creation is delayed, please verify that"
        " the provisioner is running and correctly registered.",
    )
    if driver != _disks.DRIVER:
        return
    if not _disks.size_for(body, storage_class):
        why = f"InvalidDiskSize.NotSupported: a disk has at least {_disks.LEAST} GiB"
        what = f'failed to provision volume with StorageClass "{name}": rpc error: {why}'
        report(unit, found, "ProvisioningFailed", what, driver, kind="Warning", once=True)
        return
    place = f"{found.namespace}/{found.name}"
    what = f'External provisioner is provisioning volume for claim "{place}"'
    report(unit, found, "Provisioning", what, driver, once=True)
    due = _disks.due(unit, cluster, "make", found.namespace, found.name)
    set_earlier(unit, cluster.cluster_id, _binding.TIMER, due, place)


def fire(unit: Unit, cluster: Cluster, place: str) -> None:
    """Do what a disk was waited for: make it for a claim, grow it, or delete it."""
    namespace, name = place.split("/")
    if not namespace:
        volumes.delete_released(unit, cluster, name)
        return
    found = _binding.find_claim(unit.world, cluster, namespace, name)
    if found is None or '"deletionTimestamp"' in found.body:
        return
    body = objects.body_of(found)
    if bound_to := text(body, "spec.volumeName"):
        volume = _binding.find_volume(unit.world, cluster, bound_to)
        if volume is not None:
            _growing.finish(unit, found, volume)
        return
    storage_class = _class(unit.world, cluster, text(body, "spec.storageClassName"))
    if storage_class is None or not _disks.size_for(body, storage_class):
        return
    volume = _disks.make(unit, cluster, body, storage_class)
    what = f"Successfully provisioned volume {volume.name}"
    report(unit, found, "ProvisioningSucceeded", what, _disks.DRIVER)
    _binding.bind(unit, found, volume)


def _of_volume(change: Change) -> Iterable[str]:
    """The claims of a volume, those that name it, and those that wait for one that is free."""
    found, index = change.found, index_of(change.world).volumes
    for each in (change.before, change.after):
        reference = mapping(objects.body_of(each), "spec.claimRef") if each is not None else {}
        if name := text(reference, "name"):
            namespace = text(reference, "namespace")
            yield objects.key_of(found.cluster_id, CLAIMS_RESOURCE, namespace, name)
    yield from index.naming(found.cluster_id, found.name)
    body = objects.body_of(change.after) if change.after is not None else {}
    if body and not text(body, "spec.claimRef.name"):
        yield from index.waiting_for(found.cluster_id, text(body, "spec.storageClassName"))


def _of_class(change: Change) -> Iterable[str]:
    """The claims that wait for a volume of a class, or of none: it may have become the default."""
    index, found = index_of(change.world).volumes, change.found
    return (
        *index.waiting_for(found.cluster_id, found.name),
        *index.waiting_for(found.cluster_id, ""),
    )


def _of_pod(change: Change) -> Iterable[str]:
    """The claims on their way out that a pod has used."""
    table = change.world.kubernetes_objects
    pods = [read_pod(each) for each in (change.before, change.after) if each is not None]
    claims = dict.fromkeys(claim for pod in pods for claim in pod.claims)
    found = (table.get(claim) for claim in claims)
    return [each.key for each in found if each is not None and '"deletionTimestamp"' in each.body]


CLAIMS = Controller(
    name=_binding.CONTROLLER,
    triggers={
        CLAIMS_RESOURCE: itself,
        VOLUMES: _of_volume,
        STORAGE_CLASSES.resource: _of_class,
        PODS.resource: _of_pod,
    },
    reconcile=reconcile,
    timers={_binding.TIMER: fire},
)
