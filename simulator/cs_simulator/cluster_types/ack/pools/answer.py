"""The pool object: what was sent for a pool, what the service made of it, and what its nodes do.

A field that was sent is answered as it was sent, in every state. Of the others only those have a
value that the service documents or was seen to answer; texts and lists are empty, and numbers are
absent, since clients take any number for a setting that somebody made.
"""

from functools import cache
from typing import Any

from cs_simulator.cluster_types.ack import kept
from cs_simulator.cluster_types.ack.pools.conditions import conditions
from cs_simulator.cluster_types.ack.pools.properties import (
    PoolMade,
    Sent,
    is_auto_scaling,
    keeps_size,
    merged,
    sent_and_made,
)
from cs_simulator.cluster_types.ack.pools.scaling_group import ScalingGroup
from cs_simulator.cluster_types.ack.pools.settings import KubernetesConfig
from cs_simulator.domain import instants
from cs_simulator.domain.records import Cluster, NodeGroup, NodeState
from cs_simulator.engine import cluster_nodes
from cs_simulator.engine.world import World
from cs_simulator.validation.strict import strict_fields
from cs_simulator.validation.strict_types import Objects, Text, TextList

_SCALING_GROUP = {
    "auto_renew": False,
    "auto_renew_period": 0,
    "instance_charge_type": "PostPaid",
    "multi_az_policy": "BALANCE",
    "period": 0,
    "scaling_policy": "release",
    "spot_strategy": "NoSpot",
    "system_disk_category": "cloud_efficiency",
}
_KUBERNETES_CONFIG = {
    "cms_enabled": False,
    "cpu_policy": "none",
    "node_name_mode": "nodeip",
    "runtime": "containerd",
    "unschedulable": False,
}
_AUTO_SCALING = {
    "eip_bandwidth": 0,
    "eip_internet_charge_type": "",
    "enable": False,
    "is_bond_eip": False,
    "max_instances": 0,
    "min_instances": 0,
    "type": "",
}
_MANAGEMENT: Sent = {
    "enable": False,
    "upgrade_config": {"auto_upgrade": False, "max_unavailable": 0, "surge": 0},
}
_HIDDEN_PASSWORD = "********"  # noqa: S105
_ONLY_IN_DETAIL = ("instance_metadata_options",)


def pool_object(
    world: World, cluster: Cluster, group: NodeGroup, *, in_list: bool = False
) -> dict[str, object]:
    """The pool as DescribeClusterNodePoolDetail answers it; *in_list* as the list does."""
    sent, made = sent_and_made(group)
    scaling_group = _scaling_group(cluster, group, sent, made)
    status = _status(world, cluster, group)
    if in_list:
        for name in _ONLY_IN_DETAIL:
            scaling_group.pop(name, None)
    else:
        status["conditions"] = conditions(world, cluster, group)
    return {
        "auto_mode": {"enable": False, **sent.get("auto_mode", {})},
        "auto_scaling": _auto_scaling(sent),
        "interconnect_config": sent.get("interconnect_config", {}),
        "interconnect_mode": sent.get("interconnect_mode", ""),
        "kubernetes_config": _kubernetes_config(sent, made),
        "management": _management(sent, made),
        "max_nodes": sent.get("max_nodes", 0),
        "node_components": sent.get("node_components", []),
        "node_config": sent.get("node_config", {}),
        "nodepool_info": _info(cluster, group, sent, made),
        "scaling_group": scaling_group,
        "status": status,
        "tee_config": {"tee_enable": False, **sent.get("tee_config", {})},
        **{name: sent[name] for name in _AS_SENT[in_list] if name in sent},
    }


_AS_SENT = {False: ("eflo_node_group", "host_network", "intranet"), True: ("eflo_node_group",)}
"""Groups and flags that are answered only if they were sent: not all of them in lists."""


@cache
def _blank(record: type[Any]) -> dict[str, object]:
    """The texts and lists of a group, all of them empty."""
    blanks: dict[str, object] = {}
    for field in strict_fields(record):
        if isinstance(field.type, Text):
            blanks[field.name] = ""
        elif isinstance(field.type, TextList | Objects):
            blanks[field.name] = []
    return blanks


def _scaling_group(
    cluster: Cluster, group: NodeGroup, sent: Sent, made: PoolMade
) -> dict[str, Any]:
    given = sent.get("scaling_group", {})
    security_groups = given.get("security_group_ids") or [
        given.get("security_group_id") or cluster.security_group_id
    ]
    role = kept.made_of(cluster).get("worker_role", "")
    found = {
        **_blank(ScalingGroup),
        **_SCALING_GROUP,
        "image_id": made.get("image_id", ""),
        "image_type": made.get("image_type", ""),
        "platform": made.get("platform", ""),
        "ram_policy": role,
        "ram_role_name": role,
        **given,
        "tags": _with_values(given.get("tags", [])),
        "login_password": _HIDDEN_PASSWORD if made.get("has_password") else "",
        "scaling_group_id": made.get("scaling_group_id", ""),
        "security_group_id": security_groups[0],
        "security_group_ids": [group_id for group_id in security_groups if group_id],
    }
    if keeps_size(sent):
        found["desired_size"] = group.size
    return found


def _kubernetes_config(sent: Sent, made: PoolMade) -> dict[str, object]:
    given = sent.get("kubernetes_config", {})
    return {
        **_blank(KubernetesConfig),
        **_KUBERNETES_CONFIG,
        "runtime_version": made.get("runtime_version", ""),
        **given,
        "labels": _with_values(given.get("labels", [])),
        "taints": _with_values(given.get("taints", [])),
    }


def _with_values(items: list[dict[str, str]]) -> list[dict[str, str]]:
    """Labels, taints or tags, all of which have a value: one that is empty is kept as absent."""
    return [{**item, "value": item.get("value", "")} for item in items]


def _auto_scaling(sent: Sent) -> dict[str, object]:
    kind = {"type": "cpu"} if is_auto_scaling(sent) else {}
    return {**_AUTO_SCALING, **kind, **sent.get("auto_scaling", {})}


def _management(sent: Sent, made: PoolMade) -> dict[str, object]:
    management = merged(_MANAGEMENT, sent.get("management", {}))
    if "auto_repair_policy" in management and "auto_repair_policy_id" in made:
        policy = {"auto_repair_policy_id": made["auto_repair_policy_id"]}
        management["auto_repair_policy"] = {**policy, **management["auto_repair_policy"]}
    return management


def _info(cluster: Cluster, group: NodeGroup, sent: Sent, made: PoolMade) -> dict[str, object]:
    given = sent.get("nodepool_info", {})
    return {
        "created": _time(group.created),
        "is_default": made.get("is_default", False),
        "name": group.name,
        "nodepool_id": group.group_id,
        "region_id": cluster.region_id,
        "resource_group_id": given.get("resource_group_id", ""),
        "type": given.get("type", "ess"),
        "updated": _time(group.updated),
    }


def _time(at: int) -> str:
    """An instant with fractions of a second, which pools have and clusters do not."""
    whole = instants.as_text(at, china=True)
    return f"{whole[:-6]}.{at % instants.SECOND:06d}{whole[-6:]}"


def _status(world: World, cluster: Cluster, group: NodeGroup) -> dict[str, object]:
    """The state, and how many nodes of which kind there are.

    Every member is serving, initial, removing or failed. A machine that failed to join is offline
    too, and so is one that the service cannot reach.
    """
    nodes = cluster_nodes.of_group(world, cluster, group)
    states = [node.state for node in nodes]
    return {
        "failed_nodes": states.count(NodeState.FAILED),
        "healthy_nodes": sum(node.is_healthy for node in nodes),
        "initial_nodes": states.count(NodeState.INITIAL),
        "offline_nodes": sum(node.is_lost or node.state is NodeState.FAILED for node in nodes),
        "removing_nodes": states.count(NodeState.REMOVING),
        "serving_nodes": states.count(NodeState.RUNNING),
        "state": group.state,
        "total_nodes": len(nodes),
    }
