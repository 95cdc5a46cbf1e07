"""What stages of node pools create, change and remove."""

from collections.abc import Iterator

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types import resource_effects
from cs_simulator.cluster_types.ack import kept
from cs_simulator.cluster_types.ack.pools import nodes
from cs_simulator.cluster_types.ack.pools.properties import with_properties
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.plans import Changes
from cs_simulator.domain.records import Cluster, Node
from cs_simulator.engine import cluster_nodes, limits
from cs_simulator.engine.unit import Unit


def create_instance(unit: Unit, cluster: Cluster, node: Node) -> Changes | None:
    """Create the instance, of the first type and in the first vSwitch that has one.

    The node's own type and vSwitch come first, then the others of its pool in the order in which
    they were given. Raises why the last try failed if none has one.
    """
    refusal: ApiError | None = None
    for instance_type, vswitch_id in _choices(unit, node):
        candidate = node._replace(instance_type=instance_type, vswitch_id=vswitch_id)
        if not _has_stock(unit, candidate):
            refusal = refusal or ack_errors.OUT_OF_STOCK()
            continue
        try:
            changes = resource_effects.create_instance(unit, cluster, candidate)
        except ApiError as error:
            refusal = refusal or error
            continue
        named = nodes.named(cluster, candidate._replace(ip_address=changes["ip_address"]))
        return {
            **changes,
            "instance_type": instance_type,
            "vswitch_id": vswitch_id,
            "properties": named.properties,
        }
    raise refusal or ack_errors.OUT_OF_STOCK()


def _has_stock(unit: Unit, node: Node) -> bool:
    """Whether the zone of the vSwitch has an instance of the type left."""
    switch = unit.world.vswitches.get(node.vswitch_id)
    return limits.has_stock(unit.world, switch.zone_id if switch else "", node.instance_type)


def _choices(unit: Unit, node: Node) -> Iterator[tuple[str, str]]:
    """The types and vSwitches to try, in order, each pair once."""
    own = node.instance_type, node.vswitch_id
    yield own
    group = unit.world.node_groups.get(node.group_id)
    scaling = kept.sent_of(group).get("scaling_group", {}) if group else {}
    types = [node.instance_type, *scaling.get("instance_types", ())]
    switches = [node.vswitch_id, *scaling.get("vswitch_ids", ())]
    pairs = ((instance_type, switch) for instance_type in types for switch in switches)
    yield from (pair for pair in dict.fromkeys(pairs) if pair != own)


def cordon(_unit: Unit, _cluster: Cluster, node: Node) -> Changes:
    """Let no new pods onto the node."""
    return {"properties": with_properties(node, unschedulable=True).properties}


def delete_node(unit: Unit, _cluster: Cluster, node: Node) -> None:
    """Delete a node, with its pool or its cluster.

    Attached instances and subscriptions stay the customer's.
    """
    keeps = node.is_attached or node.charge_type == "PrePaid"
    cluster_nodes.release_node(unit, node, releases=not keeps)
