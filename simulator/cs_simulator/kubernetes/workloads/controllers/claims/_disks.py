"""The simulated disks behind volumes: which claims get one, how large, and where."""

from decimal import Decimal
from typing import Any

from cs_simulator.domain.durations import Uniform
from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine import naming
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import get, mapping, text
from cs_simulator.kubernetes.kinds.core.volumes import PERSISTENT_VOLUMES, PROTECTS_VOLUMES
from cs_simulator.kubernetes.node_facts import NODES
from cs_simulator.kubernetes.object_index import index_of
from cs_simulator.kubernetes.workloads.controllers.claims import _binding, _matching

DRIVER = "diskplugin.csi.alibabacloud.com"
SELECTED_NODE = "volume.kubernetes.io/selected-node"
PROVISIONED_BY = "pv.kubernetes.io/provisioned-by"
_ZONE = f"topology.{DRIVER}/zone"
_GIB = 1 << 30
LEAST = 20
"""The GiB of the smallest disk."""
_ROUNDS_UP = "volumeSizeAutoAvailable"
"""The parameter of a class by which smaller claims get the smallest disk."""
TAKES = Uniform(2, 5)
"""How long it takes to make, grow or delete a disk; an assumption."""


def due(unit: Unit, cluster: Cluster, purpose: str, namespace: str, name: str) -> int:
    """When what begins now with a disk is done."""
    chance = unit.random_for("kubernetes disk", cluster.name, purpose, namespace, name)
    return unit.now + TAKES.quantile(chance.uniform())


def size_for(claim: Body, storage_class: Body) -> int:
    """The GiB of the disk for a claim; 0 if there is no disk that small."""
    size = gib(_matching.wanted(claim))
    if size >= LEAST:
        return size
    rounds_up = mapping(storage_class, "parameters").get(_ROUNDS_UP)
    return LEAST if str(rounds_up).lower() in ("yes", "true", "1") else 0


def gib(size: Decimal) -> int:
    """Bytes as whole GiB, rounded up."""
    return int(-(-size // _GIB))


def is_disk(volume: Body) -> bool:
    """Whether a disk of the account is behind a volume."""
    return text(volume, "spec.csi.driver") == DRIVER


def make(unit: Unit, cluster: Cluster, claim: Body, storage_class: Body) -> KubernetesObject:
    """Make a disk for a claim, and the volume of its name; returns that."""
    size, disk = size_for(claim, storage_class), _new_id(unit, cluster, claim)
    parameters: dict[str, Any] = mapping(storage_class, "parameters")
    kind = str(parameters.get("type", "cloud_essd")).partition(",")[0]
    zone = _zone(unit, cluster, claim)
    place = {"key": _ZONE, "operator": "In", "values": [zone]}
    options = get(storage_class, "mountOptions")
    spec: Body = {
        "accessModes": get(claim, "spec.accessModes"),
        "capacity": {"storage": f"{size}Gi"},
        "claimRef": _binding.reference_to(claim),
        "csi": {
            "driver": DRIVER,
            "fsType": str(parameters.get("fsType") or parameters.get("fstype") or "ext4"),
            "volumeAttributes": {**parameters, "type": kind},
            "volumeHandle": disk,
        },
        **({"mountOptions": options} if options else {}),
        "nodeAffinity": {"required": {"nodeSelectorTerms": [{"matchExpressions": [place]}]}},
        "persistentVolumeReclaimPolicy": text(storage_class, "reclaimPolicy", "Delete"),
        "storageClassName": storage_class["metadata"]["name"],
        "volumeMode": text(claim, "spec.volumeMode", "Filesystem"),
    }
    metadata = {
        "name": disk,
        "annotations": {PROVISIONED_BY: DRIVER},
        "finalizers": [PROTECTS_VOLUMES],
    }
    body = {"metadata": metadata, "spec": spec, "status": {"phase": "Bound"}}
    return objects.put(unit, cluster.cluster_id, PERSISTENT_VOLUMES, body)


def _new_id(unit: Unit, cluster: Cluster, claim: Body) -> str:
    """The id of a new disk, which no volume has."""
    metadata = claim["metadata"]
    names = cluster.name, metadata["namespace"], metadata["name"], unit.now
    number = 0
    while True:
        disk = naming.resource_id(unit, "d", cluster.region_id, "kubernetes disk", *names, number)
        if _binding.find_volume(unit.world, cluster, disk) is None:
            return disk
        number += 1


def _zone(unit: Unit, cluster: Cluster, claim: Body) -> str:
    """The zone of the node for which a claim is, else that of the first node."""
    index, chosen = index_of(unit.world), mapping(claim, "metadata.annotations").get(SELECTED_NODE)
    key = objects.key_of(cluster.cluster_id, NODES, "", str(chosen))
    node = index.node(cluster.cluster_id, key) if chosen else None
    nodes = [node] if node is not None else index.nodes_of(cluster.cluster_id)
    zones = (each.labels.get(_ZONE, "") for each in nodes)
    return next((zone for zone in zones if zone), cluster.zone_id)
