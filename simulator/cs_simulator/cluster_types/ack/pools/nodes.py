"""The node object: machine, Kubernetes node and pool in one."""

import re
from calendar import monthrange

import orjson

from cs_simulator.cluster_types.ack.pools.properties import (
    NodeProperties,
    node_properties,
    with_properties,
)
from cs_simulator.domain import instants
from cs_simulator.domain.records import Cluster, Node, NodeState

NEVER_EXPIRES = "2099-12-31T15:59:00Z"
"""The end of billing that pay-as-you-go instances show."""

_MACHINES = {"": "pending", "Pending": "pending", "Starting": "starting", "Running": "running",
             "Stopping": "stopping", "Stopped": "stopped"}  # fmt: skip
_FILTER_STATES = {
    NodeState.INITIAL: "initial",
    NodeState.RUNNING: "running",
    NodeState.FAILED: "failed",
    NodeState.REMOVING: "removing",
}
_CUSTOM_NAME = re.compile(r"customized,([^,]*),(ip|\d{1,2}),([^,]*)")


def is_registered(node: Node) -> bool:
    """Whether a machine shows among the nodes: it runs, or it has been more than that once."""
    return node.instance_status == "Running" or node.state is not NodeState.INITIAL


def name_of(cluster: Cluster, node: Node) -> str:
    """The name of a node: its own, else region and address; empty until it has an address."""
    usual = f"{cluster.region_id}.{node.ip_address}" if node.ip_address else ""
    return node_properties(node).get("node_name", usual)


def named(cluster: Cluster, node: Node) -> Node:
    """The node with its name: by its pool's rule, else of region and address."""
    custom = _CUSTOM_NAME.fullmatch(node_properties(node).get("name_mode", ""))
    name = _custom_name(custom, node) if custom else f"{cluster.region_id}.{node.ip_address}"
    return with_properties(node, node_name=name)


def _custom_name(custom: re.Match[str], node: Node) -> str:
    prefix, part, suffix = custom.groups()
    if part == "ip":
        return ".".join(word for word in (prefix, node.ip_address, suffix) if word)
    digits = node.ip_address.replace(".", "")[-int(part) :] if int(part) else ""
    return f"{prefix}{digits.rjust(int(part), '0')}{suffix}"


def registered_anew(node: Node) -> int | None:
    """When the agent registered the node again after somebody deleted its Node object.

    0 if nobody did, ``None`` if it has not: it does when it starts again, which it does with its
    machine.
    """
    if '"unregistered"' not in node.properties:
        return 0
    deleted, started = node_properties(node)["unregistered"]
    starts = [back for _, back in orjson.loads(node.losses) if back > deleted]
    return min([*starts, started] if started else starts, default=None)


def started_anew(node: Node, now: int) -> Node:
    """The node, its agent started again: it registers if somebody deleted its Node object."""
    if registered_anew(node) is not None:
        return node
    deleted, _ = node_properties(node)["unregistered"]
    return with_properties(node, unregistered=[deleted, now])


def filter_state(node: Node) -> str:
    """The state of a node in the words of the filter; not those of the answer."""
    return _FILTER_STATES[node.state]


def kubernetes_status(node: Node) -> str:
    """``Ready``, ``NotReady``, or ``Unknown`` if the node never registered itself."""
    if node.is_lost:
        return "NotReady"
    if registered_anew(node) is None:
        return "Unknown"
    return "Ready" if node.state in (NodeState.RUNNING, NodeState.REMOVING) else "Unknown"


def expiry(created: int, period: int, unit: str) -> str:
    """When a subscription of so many months or weeks ends that was bought at an instant."""
    if unit == "Week":
        return instants.as_text(instants.later(created, period * 7 * instants.DAY))
    day = instants.as_text(created)
    months = int(day[:4]) * 12 + int(day[5:7]) - 1 + period
    year, month = divmod(months, 12)
    last = monthrange(year, month + 1)[1]
    return f"{year:04d}-{month + 1:02d}-{min(int(day[8:10]), last):02d}{day[10:]}"


def node_object(cluster: Cluster, node: Node) -> dict[str, object]:
    """The node as DescribeClusterNodes answers it."""
    properties = node_properties(node)
    return {
        "creation_time": instants.as_text(node.created),
        "error_message": node.error_message,
        "expired_time": properties.get("expired_time", NEVER_EXPIRES),
        "host_name": _host_name(node),
        "image_id": node.ecs_image_id,
        "instance_charge_type": node.charge_type,
        "instance_id": node.instance_id,
        "instance_name": _instance_name(cluster, properties),
        "instance_role": properties.get("role", "Worker"),
        "instance_status": node.instance_status,
        "instance_type": node.instance_type,
        "instance_type_family": ".".join(node.instance_type.split(".")[:2]),
        "ip_address": [node.ip_address] if node.ip_address else [],
        "is_aliyun_node": True,
        "node_name": name_of(cluster, node),
        "node_status": kubernetes_status(node),
        "nodepool_id": node.group_id,
        "source": properties.get("source", "ess"),
        "spot_strategy": properties.get("spot_strategy", "NoSpot"),
        "state": _MACHINES[node.instance_status]
        if node.state is not NodeState.INITIAL
        else "pending",
    }


def _host_name(node: Node) -> str:
    """The host name that ECS gives: ``iZbp1…Z`` for the instance ``i-bp1…``."""
    return f"iZ{node.instance_id.removeprefix('i-')}Z"


def _instance_name(cluster: Cluster, properties: NodeProperties) -> str:
    role = properties.get("role", "Worker").lower()
    return properties.get("instance_name") or f"{role}-k8s-for-cs-{cluster.cluster_id}"
