"""Volumes and the claims to them."""

from decimal import Decimal

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.cluster_types.ack.policies._reading import quantity
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes.kinds._columns import AGE, NAME, UNSET, column, of_text, wide
from cs_simulator.kubernetes.kinds._filling import fill, filler, part
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NOT_MOUNTED
from cs_simulator.kubernetes.kinds._reading import Body, get, mapping, text, texts
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

PROTECTS_CLAIMS = "kubernetes.io/pvc-protection"
"""The finalizer of claims, which stays while a pod uses one."""
PROTECTS_VOLUMES = "kubernetes.io/pv-protection"
"""The finalizer of volumes, which stays while one is bound."""
_DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class"
_CLASSES_OF = "storageclasses.storage.k8s.io"


def _fill_volume(volume: Body) -> None:
    spec = part(volume, "spec")
    fill(spec, {"persistentVolumeReclaimPolicy": "Retain", "volumeMode": "Filesystem"})
    fill(spec.get("hostPath"), {"type": ""})


def default_class(world: World, cluster: Cluster) -> str:
    """The name of the class of claims that name none: the newest of those marked; or empty."""
    marked = [
        (text(each, "metadata.creationTimestamp"), text(each, "metadata.name"))
        for each in bodies_of(world, cluster, _CLASSES_OF)
        if mapping(each, "metadata.annotations").get(_DEFAULT_CLASS) == "true"
    ]
    return max(marked, default=("", ""))[1]


def _settle_volume(_unit: Unit, _cluster: Cluster, volume: Body, before: Body | None) -> None:
    """Give a new volume its first status, and its protection."""
    fill(volume, {"status": {"phase": "Available"}})
    if before is None:
        _protect(volume, PROTECTS_VOLUMES)


def _settle_claim(unit: Unit, cluster: Cluster, claim: Body, before: Body | None) -> None:
    """Give a new claim its first status, its protection, and the class that is the default.

    Raises 403 for a claim that is to grow, if its class has disks that do not.
    """
    fill(claim, {"status": {"phase": "Pending"}})
    if before is not None:
        _check_growth(unit.world, cluster, claim, before)
        return
    _protect(claim, PROTECTS_CLAIMS)
    if "storageClassName" not in part(claim, "spec") and (
        name := default_class(unit.world, cluster)
    ):
        part(claim, "spec")["storageClassName"] = name


def _protect(body: Body, finalizer: str) -> None:
    held = body["metadata"].setdefault("finalizers", [])
    if finalizer not in held:
        held.append(finalizer)


def _check_growth(world: World, cluster: Cluster, claim: Body, before: Body) -> None:
    wanted, present = _asked(claim), _asked(before)
    if wanted is None or present is None or wanted <= present:
        return
    name = text(claim, "spec.storageClassName")
    classes = bodies_of(world, cluster, _CLASSES_OF)
    of_claim = next((each for each in classes if text(each, "metadata.name") == name), None)
    if get(of_claim, "allowVolumeExpansion") is not True:
        raise errors.FORBIDDEN(
            message=f'persistentvolumeclaims "{claim["metadata"]["name"]}" is forbidden: only'
            " dynamically provisioned pvc can be resized and the storageclass that provisions the"
            " pvc must support resize"
        )


def _asked(claim: Body) -> Decimal | None:
    return quantity(get(claim, "spec.resources.requests.storage"))


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
    note=NOT_MOUNTED,
    set_defaults=_fill_volume,
    complete=_settle_volume,
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
    note=NOT_MOUNTED,
    set_defaults=filler("spec", {"volumeMode": "Filesystem"}),
    complete=_settle_claim,
)
