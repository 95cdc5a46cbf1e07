"""What is wrong with the nodes of a cluster, and with its node pools."""

from collections.abc import Iterator

from cs_simulator.catalog.kubernetes_versions import minor_of
from cs_simulator.cluster_types.ack import kept
from cs_simulator.cluster_types.ack.health.finding import Finding, Scene
from cs_simulator.cluster_types.ack.pools.conditions import conditions
from cs_simulator.cluster_types.ack.pools.nodes import name_of, registered_anew
from cs_simulator.cluster_types.ack.pools.properties import node_properties
from cs_simulator.domain import instants
from cs_simulator.domain.records import Cluster, Node, NodeGroup, NodeState
from cs_simulator.engine import node_loss

_BROKEN_POOLS = ("failed", "delete_failed")


def shown_name(cluster: Cluster, node: Node) -> str:
    """The name of a node; the id of its instance if it has none yet."""
    return name_of(cluster, node) or node.instance_id


def not_ready(scene: Scene) -> Iterator[Finding]:
    """Yield the nodes that have joined, and that the service does not reach or see."""
    for node in _nodes(scene):
        name, lost = shown_name(scene.cluster, node), _lost_since(node, scene.at)
        if lost:
            since = instants.as_text(lost)
            message = f"node {name} is lost: it has not reported since {since}"
            yield Finding(name, "NotReady", message)
        elif _is_unregistered(node, scene.at):
            message = f"node {name} is not registered: its Node object was deleted"
            yield Finding(name, "Unknown", message)


def not_joined(scene: Scene) -> Iterator[Finding]:
    """Yield the machines that were to join the cluster, or to leave it, and failed."""
    for node in _nodes(scene):
        if node.state is NodeState.FAILED and node.updated <= scene.at:
            name = shown_name(scene.cluster, node)
            reason = node.error_message or "the reason is not known"
            yield Finding(name, "Failed", f"node {name} failed: {reason}")


def behind(scene: Scene) -> Iterator[Finding]:
    """Yield the nodes whose kubelet is a minor version older than the control plane."""
    present = kept.made_of(scene.cluster).get("version", "")
    for node in _nodes(scene):
        version = node_properties(node).get("kubelet_version") or ""
        if 0 < minor_of(version) < minor_of(present):
            name = shown_name(scene.cluster, node)
            message = f"node {name} has {version}, the control plane {present}"
            yield Finding(name, version, message)


def pools_failed(scene: Scene) -> Iterator[Finding]:
    """Yield the pools whose creation or deletion failed."""
    for group in _pools(scene):
        if group.state in _BROKEN_POOLS:
            reason = _condition(scene, group) or group.error_message or "the reason is not known"
            message = f"node pool {group.name} is {group.state}: {reason}"
            yield Finding(group.group_id, group.state, message)


def pools_short(scene: Scene) -> Iterator[Finding]:
    """Yield the pools that have fewer running nodes than they want."""
    for group in _pools(scene):
        reason = _condition(scene, group)
        if group.state not in _BROKEN_POOLS and reason:
            message = f"node pool {group.name} is short of nodes: {reason}"
            yield Finding(group.group_id, "Short", message)


def _condition(scene: Scene, group: NodeGroup) -> str:
    [condition] = conditions(scene.world, scene.cluster, group)
    return condition["message"]


def _nodes(scene: Scene) -> Iterator[Node]:
    for node in scene.world.nodes_of(scene.cluster.cluster_id):
        if node.created <= scene.at and node.state is not NodeState.REMOVING:
            yield node


def _pools(scene: Scene) -> Iterator[NodeGroup]:
    """The pools that have been since then as they are now."""
    for group in scene.world.groups_of(scene.cluster.cluster_id):
        if group.updated <= scene.at:
            yield group


def _lost_since(node: Node, at: int) -> int:
    """When a node was lost that was so at an instant; 0 if it was not."""
    for lost, back in node_loss.losses_of(node):
        if lost <= at and (not back or at < back):
            return lost
    return 0


def _is_unregistered(node: Node, at: int) -> bool:
    if registered_anew(node) is not None:
        return False
    deleted, _ = node_properties(node)["unregistered"]
    return bool(deleted <= at)
