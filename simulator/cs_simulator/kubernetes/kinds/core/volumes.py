"""Volumes and the claims to them."""

from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NO_DISKS

PERSISTENT_VOLUMES = Kind(
    kind="PersistentVolume",
    plural="persistentvolumes",
    namespaced=False,
    short_names=("pv",),
    has_status=True,
    has_generation=False,
    required=("spec.capacity", "spec.accessModes"),
    note=NO_DISKS,
)
PERSISTENT_VOLUME_CLAIMS = Kind(
    kind="PersistentVolumeClaim",
    plural="persistentvolumeclaims",
    short_names=("pvc",),
    has_status=True,
    has_generation=False,
    required=("spec.accessModes", "spec.resources.requests.storage"),
    immutable=("spec.accessModes", "spec.storageClassName", "spec.volumeMode"),
    note=NO_DISKS,
)
