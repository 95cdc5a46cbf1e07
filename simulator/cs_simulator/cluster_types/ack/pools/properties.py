"""What a node pool and its nodes keep as properties: what was sent, and what was made of it."""

from typing import Any, TypedDict

import orjson

from cs_simulator.domain.records import Node, NodeGroup

Sent = dict[str, Any]
"""The fields of the requests that were given, as they were given, without secrets."""


class PoolMade(TypedDict, total=False):
    """What the service made, or chose, for a node pool."""

    scaling_group_id: str
    is_default: bool
    """Whether it takes the nodes that no other pool is named for."""
    has_password: bool
    """Whether its instances have a password, which is not kept."""
    image_id: str
    """The image that was chosen, where the caller named none."""
    image_type: str
    platform: str
    """The old word for the image's type."""
    runtime_version: str
    """The version of the container runtime that was chosen, where the caller named none."""
    kubelet_version: str
    """The version of Kubernetes that new nodes join with."""
    auto_repair_policy_id: str
    containerd_config: dict[str, Any]
    """What was set by ModifyNodePoolNodeConfig; no operation answers it."""


class Inquiry(TypedDict):
    """The question whether a lost node may be repaired."""

    lost: int
    """When it was lost."""
    asks: dict[str, str]
    """The labels by which its Node object asks."""
    awaits: dict[str, str]
    """The labels by which somebody approves."""
    is_approved: bool


class NodeProperties(TypedDict, total=False):
    """What only nodes of Kubernetes clusters have."""

    labels: list[dict[str, str]]
    taints: list[dict[str, str]]
    unschedulable: bool
    drains: bool
    """Whether the pods of the node are moved away before it is removed."""
    node_name: str
    """What the node is called, once it has an address."""
    name_mode: str
    """The rule by which it is called, where that is not the usual one."""
    instance_name: str
    role: str
    """``Master`` or ``Worker``."""
    source: str
    """Where the instance is from: ``ess``, ``ess_attach``."""
    spot_strategy: str
    expired_time: str
    """When the subscription of its instance ends, if it has one."""
    kubelet_version: str
    runtime_version: str
    fixed_vulnerabilities: list[str]
    """The names of those that its image has, and that were fixed on it."""
    inquiry: Inquiry
    """The last one that there was."""
    unregistered: list[int]
    """When somebody deleted its Node object, and when its agent was started again, or 0."""


def sent_and_made(group: NodeGroup) -> tuple[Sent, PoolMade]:
    """What was sent for a node pool, and what was made of it."""
    properties = orjson.loads(group.properties)
    return properties.get("sent", {}), properties.get("made", {})


def merged(sent: Sent, changes: Sent) -> Sent:
    """What was sent before, with changes at the level of single fields; lists are replaced."""
    result = dict(sent)
    for name, value in changes.items():
        before = result.get(name)
        both = isinstance(value, dict) and isinstance(before, dict)
        result[name] = merged(before, value) if both else value  # type: ignore[arg-type]
    return result


def is_auto_scaling(sent: Sent) -> bool:
    """Whether the number of nodes follows what the cluster needs."""
    return bool(sent.get("auto_scaling", {}).get("enable"))


def keeps_size(sent: Sent) -> bool:
    """Whether the pool has a desired size, to which lost nodes are replaced."""
    return "desired_size" in sent.get("scaling_group", {}) and not is_auto_scaling(sent)


def bounds(sent: Sent) -> tuple[int, int]:
    """The least and the largest number of nodes of a pool with auto scaling."""
    scaling = sent.get("auto_scaling", {})
    return scaling.get("min_instances", 0), scaling.get("max_instances", 0)


def node_properties(node: Node) -> NodeProperties:
    """What only nodes of Kubernetes clusters have, of one node."""
    properties: NodeProperties = orjson.loads(node.properties)
    return properties


def with_properties(node: Node, **changes: Any) -> Node:
    """The node with changed properties."""
    properties = {**orjson.loads(node.properties), **changes}
    return node._replace(properties=orjson.dumps(properties).decode())
