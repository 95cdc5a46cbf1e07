"""Classes of disks and their drivers: the group ``storage.k8s.io``."""

from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NO_DISKS

_GROUP = "storage.k8s.io"

STORAGE_CLASSES = Kind(
    group=_GROUP,
    kind="StorageClass",
    plural="storageclasses",
    singular="storageclass",
    namespaced=False,
    short_names=("sc",),
    required=("provisioner",),
    immutable=("provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"),
    has_generation=False,
)
VOLUME_ATTACHMENTS = Kind(
    group=_GROUP,
    kind="VolumeAttachment",
    plural="volumeattachments",
    namespaced=False,
    has_status=True,
    required=("spec.attacher", "spec.nodeName"),
    immutable=("spec",),
    has_generation=False,
    since=13,
    note=NO_DISKS,
)
CSI_DRIVERS = Kind(
    group=_GROUP,
    kind="CSIDriver",
    plural="csidrivers",
    namespaced=False,
    has_generation=False,
    since=18,
)
CSI_NODES = Kind(
    group=_GROUP,
    kind="CSINode",
    plural="csinodes",
    namespaced=False,
    has_generation=False,
    since=17,
)
CSI_STORAGE_CAPACITIES = Kind(
    group=_GROUP,
    kind="CSIStorageCapacity",
    plural="csistoragecapacities",
    required=("storageClassName",),
    has_generation=False,
    since=24,
)
VOLUME_ATTRIBUTES_CLASSES = Kind(
    group=_GROUP,
    kind="VolumeAttributesClass",
    plural="volumeattributesclasses",
    singular="volumeattributesclass",
    namespaced=False,
    short_names=("vac",),
    required=("driverName",),
    immutable=("driverName", "parameters"),
    has_generation=False,
    since=34,
)
