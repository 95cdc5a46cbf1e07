"""Volumes and the claims to them."""

from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.kinds._columns import AGE, NAME, UNSET, column, of_text, wide
from cs_simulator.kubernetes.kinds._filling import beginning_with, fill, filler, part
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NO_DISKS
from cs_simulator.kubernetes.kinds._reading import Body, mapping, text, texts
from cs_simulator.kubernetes.kinds._world import bodies_of

_MODES = {
    "ReadWriteOnce": "RWO",
    "ReadOnlyMany": "ROX",
    "ReadWriteMany": "RWX",
    "ReadWriteOncePod": "RWOP",
}


def _modes(body: Body, path: str) -> str:
    given = texts(body, path)
    return ",".join(short for mode, short in _MODES.items() if mode in given)


def _claim(volume: Body) -> str:
    name = text(volume, "spec.claimRef.name")
    return f"{text(volume, 'spec.claimRef.namespace')}/{name}" if name else ""


def _phase(body: Body) -> str:
    being_deleted = "deletionTimestamp" in mapping(body, "metadata")
    return "Terminating" if being_deleted else text(body, "status.phase")


_CLASSES = (
    of_text("StorageClass", "spec.storageClassName", ""),
    of_text("VolumeAttributesClass", "spec.volumeAttributesClassName", UNSET),
)
_MODE = wide(of_text("VolumeMode", "spec.volumeMode", UNSET))

_DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class"
_CLASSES_OF = "storageclasses.storage.k8s.io"


def _fill_volume(volume: Body) -> None:
    spec = part(volume, "spec")
    fill(spec, {"persistentVolumeReclaimPolicy": "Retain", "volumeMode": "Filesystem"})
    fill(spec.get("hostPath"), {"type": ""})


def _settle_claim(unit: Unit, cluster: Cluster, claim: Body, before: Body | None) -> None:
    """Give a claim its first status, and a new one the class that is the default."""
    fill(claim, {"status": {"phase": "Pending"}})
    if before is None and "storageClassName" not in part(claim, "spec"):
        for each in bodies_of(unit.world, cluster, _CLASSES_OF):
            if mapping(each, "metadata.annotations").get(_DEFAULT_CLASS) == "true":
                part(claim, "spec")["storageClassName"] = each["metadata"]["name"]


PERSISTENT_VOLUMES = Kind(
    kind="PersistentVolume",
    plural="persistentvolumes",
    namespaced=False,
    short_names=("pv",),
    has_status=True,
    columns=(
        NAME,
        of_text("Capacity", "spec.capacity.storage", ""),
        column("Access Modes", lambda body: _modes(body, "spec.accessModes")),
        of_text("Reclaim Policy", "spec.persistentVolumeReclaimPolicy", ""),
        column("Status", _phase),
        column("Claim", _claim),
        *_CLASSES,
        of_text("Reason", "status.reason", ""),
        AGE,
        _MODE,
    ),
    has_generation=False,
    required=("spec.capacity", "spec.accessModes"),
    note=NO_DISKS,
    set_defaults=_fill_volume,
    complete=beginning_with({"phase": "Available"}),
)
PERSISTENT_VOLUME_CLAIMS = Kind(
    kind="PersistentVolumeClaim",
    plural="persistentvolumeclaims",
    short_names=("pvc",),
    has_status=True,
    columns=(
        NAME,
        column("Status", _phase),
        of_text("Volume", "spec.volumeName", ""),
        of_text("Capacity", "status.capacity.storage", ""),
        column("Access Modes", lambda body: _modes(body, "status.accessModes")),
        *_CLASSES,
        AGE,
        _MODE,
    ),
    has_generation=False,
    required=("spec.accessModes", "spec.resources.requests.storage"),
    immutable=("spec.accessModes", "spec.storageClassName", "spec.volumeMode"),
    note=NO_DISKS,
    set_defaults=filler("spec", {"volumeMode": "Filesystem"}),
    complete=_settle_claim,
)
