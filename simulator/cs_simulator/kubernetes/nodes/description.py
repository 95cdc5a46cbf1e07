"""What the Node object of an instance says, from the records: the part that the mirror keeps."""

from typing import Any, NamedTuple

from cs_simulator.cluster_types.ack.pools import auto_repair, nodes
from cs_simulator.cluster_types.ack.pools.choices import version_of
from cs_simulator.cluster_types.ack.pools.properties import node_properties
from cs_simulator.domain.instants import as_text
from cs_simulator.domain.records import Cluster, Node
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.nodes import machine
from cs_simulator.kubernetes.nodes.life import Life

Taint = dict[str, str]

CORDONED = "node.kubernetes.io/unschedulable"
"""The taint of a node onto which no new pods are to come."""
CONTROLLED_TAINTS = (
    "node.kubernetes.io/not-ready",
    "node.kubernetes.io/unreachable",
    CORDONED,
)
"""The taints that the cluster puts onto a node and takes off again by itself."""
_ANNOTATIONS = {
    "node.alpha.kubernetes.io/ttl": "0",
    "volumes.kubernetes.io/controller-managed-attach-detach": "true",
}


class Settings(NamedTuple):
    """What of a Node object the node's record says, and people may change."""

    labels: dict[str, str]
    taints: tuple[tuple[str, str, str], ...]
    """Key, value and effect."""
    unschedulable: bool


def settings_of(world: World, cluster: Cluster, node: Node) -> Settings:
    """Labels, taints and whether no pods are to come, of the service and of the pool."""
    properties = node_properties(node)
    is_master = properties.get("role") == "Master"
    own = {label["key"]: label.get("value") or "" for label in properties.get("labels") or ()}
    taints = [
        (taint["key"], taint.get("value") or "", taint.get("effect") or "NoSchedule")
        for taint in properties.get("taints") or ()
    ]
    if is_master:
        taints.append((_master_label(cluster), "", "NoSchedule"))
    return Settings(
        labels={
            **_labels(world, cluster, node, is_master=is_master),
            **own,
            **auto_repair.labels_of(node),
        },
        taints=tuple(dict.fromkeys(taints)),
        unschedulable=bool(properties.get("unschedulable")),
    )


def _labels(world: World, cluster: Cluster, node: Node, *, is_master: bool) -> dict[str, str]:
    switch = world.vswitches.get(node.vswitch_id)
    zone = switch.zone_id if switch else cluster.zone_id
    architecture, system = machine.architecture_of(node), machine.system_of(node)
    labels = {
        "ack.aliyun.com": cluster.cluster_id,
        "beta.kubernetes.io/arch": architecture,
        "beta.kubernetes.io/instance-type": node.instance_type,
        "beta.kubernetes.io/os": system,
        "failure-domain.beta.kubernetes.io/region": cluster.region_id,
        "failure-domain.beta.kubernetes.io/zone": zone,
        "kubernetes.io/arch": architecture,
        "kubernetes.io/hostname": nodes.name_of(cluster, node),
        "kubernetes.io/os": system,
        "node.kubernetes.io/instance-type": node.instance_type,
        "topology.diskplugin.csi.alibabacloud.com/zone": zone,
        "topology.kubernetes.io/region": cluster.region_id,
        "topology.kubernetes.io/zone": zone,
    }
    if node.group_id:
        labels["alibabacloud.com/nodepool-id"] = node.group_id
        labels["node.alibabacloud.com/nodepool-id"] = node.group_id
    if is_master:
        labels[_master_label(cluster)] = ""
    return labels


def _master_label(cluster: Cluster) -> str:
    """What masters are labelled and tainted with: another word from 1.24 on."""
    old = version_of(cluster).split(".")[:2]
    is_old = len(old) > 1 and old[1].isdigit() and int(old[1]) < _FIRST_CONTROL_PLANE
    return f"node-role.kubernetes.io/{'master' if is_old else 'control-plane'}"


_FIRST_CONTROL_PLANE = 24


def new_body(unit: Unit, cluster: Cluster, node: Node, life: Life) -> Body:
    """The Node object as the agent registers it."""
    name = nodes.name_of(cluster, node)
    settings = settings_of(unit.world, cluster, node)
    block = machine.pod_block(cluster, node)
    spec: dict[str, Any] = {}
    if block:
        spec |= {"podCIDR": block, "podCIDRs": [block]}
    spec["providerID"] = provider_id(cluster, node)
    if settings.unschedulable:
        spec["unschedulable"] = True
    taints = [taint_of(*taint) for taint in settings.taints]
    if taints:
        spec["taints"] = taints
    registered = as_text(life.registered)
    uid = unit.random_for("kubernetes node", cluster.cluster_id, node.instance_id, registered)
    return {
        "metadata": {
            "name": name,
            "uid": machine.dashed(uid.uuid4()),
            "creationTimestamp": registered,
            "labels": dict(sorted(settings.labels.items())),
            "annotations": dict(_ANNOTATIONS),
        },
        "spec": spec,
        "status": {},
    }


def provider_id(cluster: Cluster, node: Node) -> str:
    """How a Node object names its instance."""
    return f"{cluster.region_id}.{node.instance_id}"


def taint_of(key: str, value: str, effect: str) -> Taint:
    """A taint as an object has it."""
    return {"key": key, **({"value": value} if value else {}), "effect": effect}


def status_of(unit: Unit, cluster: Cluster, node: Node, life: Life) -> dict[str, Any]:
    """The status that the agent reports, and what the cluster says while it hears nothing."""
    return {
        **machine.resources_of(unit.world, cluster, node),
        "conditions": conditions_of(life),
        "addresses": machine.addresses_of(nodes.name_of(cluster, node), node),
        "daemonEndpoints": {"kubeletEndpoint": {"Port": 10250}},
        "nodeInfo": machine.software_of(unit, cluster, node),
    }


_PRESSURES = (
    ("MemoryPressure", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
    ("DiskPressure", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
    ("PIDPressure", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
)
_NOT_READY = (
    "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady"
    " message:Network plugin returns error: cni plugin not initialized"
)
_READY = {
    "starting": ("False", "KubeletNotReady", _NOT_READY),
    "ready": ("True", "KubeletReady", "kubelet is posting ready status"),
}
OWN_CONDITIONS = frozenset((*(row[0] for row in _PRESSURES), "Ready"))


def conditions_of(life: Life) -> list[dict[str, str]]:
    """The four conditions; the times of heartbeats are replaced when they are read."""
    since = as_text(life.since)
    if life.is_silent:
        unknown = ("Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.")
        names = [*(row[0] for row in _PRESSURES), "Ready"]
        return [_condition(name, *unknown, as_text(life.heard), since) for name in names]
    heard_since = as_text(life.heard_since)
    found = [
        _condition(name, "False", reason, message, since, heard_since)
        for name, reason, message in _PRESSURES
    ]
    return [*found, _condition("Ready", *_READY[life.state], since, since)]


def _condition(
    name: str, status: str, reason: str, message: str, heartbeat: str, since: str
) -> dict[str, str]:
    return {
        "type": name,
        "status": status,
        "lastHeartbeatTime": heartbeat,
        "lastTransitionTime": since,
        "reason": reason,
        "message": message,
    }


def controlled_taints(life: Life, *, unschedulable: bool) -> list[Taint]:
    """The taints that the cluster puts onto a node as it is now, oldest rule first."""
    since = as_text(life.since)
    if life.state == "starting":
        return [_controlled("not-ready", "NoSchedule"), *cordoned(unschedulable)]
    silent = [
        {**_controlled("unreachable", effect), "timeAdded": since}
        for effect in ("NoSchedule", "NoExecute")
        if life.is_silent
    ]
    return [*silent, *cordoned(unschedulable)]


def _controlled(what: str, effect: str) -> Taint:
    return {"key": f"node.kubernetes.io/{what}", "effect": effect}


def cordoned(unschedulable: bool) -> list[Taint]:
    """The taint of a node onto which no new pods are to come, if that is so."""
    return [{"key": CORDONED, "effect": "NoSchedule"}] if unschedulable else []
