"""Classes of disks and their drivers: the group ``storage.k8s.io``."""

from cs_simulator.kubernetes.kinds._columns import (
    AGE,
    NAME,
    UNSET,
    column,
    of_flag,
    of_text,
    of_texts,
)
from cs_simulator.kubernetes.kinds._filling import beginning_with, filler
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NO_DISKS
from cs_simulator.kubernetes.kinds._reading import Body, items, mapping, text

_DEFAULTS = (
    "storageclass.kubernetes.io/is-default-class",
    "storageclass.beta.kubernetes.io/is-default-class",
)


def _class_name(body: Body) -> str:
    annotations, name = mapping(body, "metadata.annotations"), text(body, "metadata.name")
    is_default = any(annotations.get(each) == "true" for each in _DEFAULTS)
    return f"{name} (default)" if is_default else name


def _token_requests(body: Body) -> str:
    audiences = [text(each, "audience") for each in items(body, "spec.tokenRequests")]
    return ",".join(audiences) or UNSET


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
    columns=(
        column("Name", _class_name),
        of_text("Provisioner", "provisioner", ""),
        of_text("ReclaimPolicy", "reclaimPolicy", "Delete"),
        of_text("VolumeBindingMode", "volumeBindingMode", "Immediate"),
        of_flag("AllowVolumeExpansion", "allowVolumeExpansion"),
        AGE,
    ),
    set_defaults=filler("", {"reclaimPolicy": "Delete", "volumeBindingMode": "Immediate"}),
)
VOLUME_ATTACHMENTS = Kind(
    group=_GROUP,
    kind="VolumeAttachment",
    plural="volumeattachments",
    namespaced=False,
    has_status=True,
    required=("spec.attacher", "spec.nodeName", "spec.source"),
    immutable=("spec",),
    has_generation=False,
    since=13,
    note=NO_DISKS,
    columns=(
        NAME,
        of_text("Attacher", "spec.attacher", ""),
        of_text("PV", "spec.source.persistentVolumeName", ""),
        of_text("Node", "spec.nodeName", ""),
        of_flag("Attached", "status.attached"),
        AGE,
    ),
    complete=beginning_with({"attached": False}),
)
CSI_DRIVERS = Kind(
    group=_GROUP,
    kind="CSIDriver",
    plural="csidrivers",
    namespaced=False,
    has_generation=False,
    since=18,
    columns=(
        NAME,
        of_flag("AttachRequired", "spec.attachRequired"),
        of_flag("PodInfoOnMount", "spec.podInfoOnMount"),
        of_flag("StorageCapacity", "spec.storageCapacity"),
        column("TokenRequests", _token_requests),
        of_flag("RequiresRepublish", "spec.requiresRepublish"),
        of_texts("Modes", "spec.volumeLifecycleModes"),
        AGE,
    ),
    set_defaults=filler(
        "spec",
        {
            "attachRequired": True,
            "fsGroupPolicy": "ReadWriteOnceWithFSType",
            "podInfoOnMount": False,
            "requiresRepublish": False,
            "seLinuxMount": False,
            "storageCapacity": False,
            "volumeLifecycleModes": ["Persistent"],
        },
    ),
)
CSI_NODES = Kind(
    group=_GROUP,
    kind="CSINode",
    plural="csinodes",
    namespaced=False,
    has_generation=False,
    since=17,
    columns=(
        NAME,
        column("Drivers", lambda body: len(items(body, "spec.drivers")), of="integer"),
        AGE,
    ),
)
CSI_STORAGE_CAPACITIES = Kind(
    group=_GROUP,
    kind="CSIStorageCapacity",
    plural="csistoragecapacities",
    required=("storageClassName",),
    has_generation=False,
    since=24,
    columns=(
        NAME,
        of_text("StorageClassName", "storageClassName", ""),
        of_text("Capacity", "capacity", UNSET),
    ),
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
    columns=(NAME, of_text("DriverName", "driverName", ""), AGE),
)
