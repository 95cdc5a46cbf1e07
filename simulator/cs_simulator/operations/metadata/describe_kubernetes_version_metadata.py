"""``GET /api/v1/metadata/versions``: versions of Kubernetes, with their runtimes and images.

What the service does: lists the versions that clusters of a type and profile can be created with,
or with ``Mode=supported`` those that they may have; with ``KubernetesVersion`` that one alone,
whatever the mode. ``QueryUpgradableVersion=true`` adds what each can be upgraded to.

Differs from the service: which versions there are is that of the virtual day. Capabilities and
``meta_data`` have the keys of a sample. ``runtime`` leaves out other runtimes, and the versions
that have none then. A version that is not known is answered with an empty list.
"""

from cs_simulator.catalog import ack_errors, kubernetes_versions, node_images, regions
from cs_simulator.catalog.kubernetes_versions import KubernetesVersion
from cs_simulator.catalog.node_images import NodeImage
from cs_simulator.cluster_types.ack.kinds import PROFILES
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._query import boolean

CLUSTER_TYPES = ("ManagedKubernetes", "Kubernetes", "ExternalKubernetes", "Ask")
MODES = ("creatable", "supported")


@operation(
    "DescribeKubernetesVersionMetadata", "GET", "/api/v1/metadata/versions", returns_array=True
)
def describe_kubernetes_version_metadata(call: Call, unit: Unit) -> Reply:
    """Answer the versions."""
    _check(call)
    fixed = unit.world.options.kubernetes_versions
    edge = call.query.get("Profile") == "Edge"
    creatable = kubernetes_versions.creatable(unit.now, edge=edge, fixed=fixed)
    wanted = call.query.get("KubernetesVersion")
    if wanted:
        found = kubernetes_versions.find(wanted)
        rows = tuple(row for row in creatable if row.version == wanted) or (
            (found,) if found and found.edge == edge else ()
        )
    elif call.query.get("Mode") == "supported":
        rows = kubernetes_versions.supported(unit.now, edge=edge, fixed=fixed)
    else:
        rows = creatable
    entries = [_entry(call, unit, row, row in creatable) for row in rows]
    return Reply(body=[entry for entry in entries if entry["runtimes"]])


def _check(call: Call) -> None:
    region_id = call.query.get("Region") or call.query.get("region_id") or call.named_region
    if not region_id:
        raise ack_errors.MISSING_FIELD("Region")
    if regions.find(region_id) is None:
        raise ack_errors.INVALID_FIELD("Region", f"no region {region_id!r:.100}")
    if not call.query.get("ClusterType"):
        raise ack_errors.MISSING_FIELD("ClusterType")
    for name, words in (("ClusterType", CLUSTER_TYPES), ("Profile", PROFILES), ("Mode", MODES)):
        given = call.query.get(name)
        if given and given not in words:
            advice = f"one of {', '.join(words)}, not {given!r:.100}"
            raise ack_errors.INVALID_FIELD(name, advice)


def _entry(call: Call, unit: Unit, row: KubernetesVersion, creatable: bool) -> dict[str, object]:
    runtime = call.query.get("runtime", "")
    entry: dict[str, object] = {
        "capabilities": {"AnyAZ": True, "ChargeType": "PostPaid"},
        "creatable": creatable,
        "expiration_date": f"{row.ends}T00:00:00Z",
        "images": [
            _image(image, unit.now)
            for image in node_images.all_types().values()
            if image.is_for(row.version)
        ],
        "meta_data": {"KubernetesVersion": row.version, "ServiceCIDR": "", "SubClass": "default"},
        "release_date": f"{row.offered}T00:00:00Z",
        "runtimes": [
            {"name": found.name, "version": found.version}
            for found in kubernetes_versions.runtimes_of(row.version, unit.now)
            if runtime in ("", found.name)
        ],
        "version": row.version,
    }
    if boolean(call, "QueryUpgradableVersion"):
        fixed = unit.world.options.kubernetes_versions
        targets = kubernetes_versions.upgrade_targets(row.version, unit.now, fixed=fixed)
        entry["upgradable_versions"] = [target.version for target in targets]
    return entry


def _image(image: NodeImage, now: int) -> dict[str, str]:
    return {
        "architecture": image.architecture,
        "image_category": "system",
        "image_id": image.newest(now),
        "image_name": image.name,
        "image_type": image.image_type,
        "os_type": image.os_type,
        "os_version": image.os_version,
        "platform": image.platform,
    }
