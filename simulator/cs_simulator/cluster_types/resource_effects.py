"""What stages create and delete at the products behind the service: the effects that types share.

An effect returns the changed fields of the cluster or of the node; ``None`` says that it took the
node away. It raises a row of the error catalogue when the product refuses: quotas and addresses run
out here, minutes after the call was answered. Which refusals the service answered at once is not
published; these are the ones that the FAQ "Failed to create a Kubernetes cluster" of the vendor's
user guide lists as failures of a creation (mirrored in https://github.com/creedzwg/acs).
"""

from cs_simulator.catalog import errors
from cs_simulator.cluster_types import left_resources, load_balancers
from cs_simulator.cluster_types.left_resources import (
    ELASTIC_ADDRESS,
    SECURITY_GROUP,
)
from cs_simulator.domain import ids, network
from cs_simulator.domain.plans import Changes
from cs_simulator.domain.records import Cluster, Node, Stock, Task
from cs_simulator.engine import cluster_nodes, limits, naming
from cs_simulator.engine.unit import Unit


def create_load_balancer(unit: Unit, cluster: Cluster, _task: Task) -> Changes:
    """Create the load balancer."""
    if load_balancers.in_use(unit.world) >= unit.world.options.quotas.slbs:
        raise errors.SLB_QUOTA_EXCEEDED()
    balancer = naming.resource_id(unit, "lb", cluster.region_id, cluster.cluster_id)
    return {"external_loadbalancer_id": balancer}


def create_security_group(unit: Unit, cluster: Cluster, _task: Task) -> Changes:
    """Create the security group."""
    present = unit.world.security_groups["all"] + left_resources.count(unit.world, SECURITY_GROUP)
    if present >= unit.world.options.quotas.security_groups:
        raise errors.SECURITY_GROUP_QUOTA_EXCEEDED()
    group = naming.resource_id(unit, "sg", cluster.region_id, cluster.cluster_id)
    return {"security_group_id": group}


def create_instance(unit: Unit, _cluster: Cluster, node: Node) -> Changes:
    """Create the instance: it takes an address of its vSwitch, and one of the stock."""
    switch = unit.world.vswitches.get(node.vswitch_id)
    address = switch and unit.world.addresses.free(
        node.vswitch_id, network.block(switch.cidr_block)
    )
    if not address:
        raise errors.SWITCH_ADDRESSES_EXHAUSTED(vswitch_id=node.vswitch_id)
    if unit.world.options.quotas.balance <= 0:
        raise errors.NOT_ENOUGH_BALANCE()
    _take_from_stock(unit, switch.zone_id if switch else "", node.instance_type)
    return {"ip_address": address}


def _take_from_stock(unit: Unit, zone_id: str, instance_type: str) -> None:
    """Take one instance from the stock, where a stock was set."""
    if not limits.has_stock(unit.world, zone_id, instance_type):
        raise errors.NO_STOCK()
    stock = unit.world.stock.get(Stock.key_of(zone_id, instance_type))
    if stock is None:
        return
    unit.put(unit.world.stock, stock._replace(available=stock.available - 1))


def check_addresses(unit: Unit) -> None:
    """Raise the refusal of another elastic address, if the account has all that it may."""
    present = unit.world.eips["all"] + left_resources.count(unit.world, ELASTIC_ADDRESS)
    if present >= unit.world.options.quotas.eips:
        raise errors.EIP_QUOTA_EXCEEDED()


def allocate_eip(unit: Unit, cluster: Cluster, node: Node) -> Changes:
    """Allocate an elastic address."""
    check_addresses(unit)
    return {
        "eip_address": ids.public_address(unit.random_for("eip", cluster.cluster_id, node.number))
    }


def add_route(unit: Unit, _cluster: Cluster, node: Node) -> Changes:
    """Add the route to the node's containers to the VPC's route table."""
    if unit.world.routes[node.vpc_id] >= unit.world.options.quotas.routes_per_vpc:
        raise errors.ROUTE_QUOTA_EXCEEDED()
    return {"is_routed": True}


def release_eip(_unit: Unit, _cluster: Cluster, node: Node) -> Changes:
    """Release the elastic address; that of an attached instance is the customer's and stays."""
    return {} if node.is_attached else {"eip_address": ""}


def delete_instance(unit: Unit, _cluster: Cluster, node: Node) -> None:
    """Delete the node; an instance that was attached stays the customer's."""
    cluster_nodes.release_node(unit, node, releases=not node.is_attached)


def remove_node(unit: Unit, _cluster: Cluster, node: Node) -> None:
    """Take the node out of the cluster, and release its instance if that was asked for."""
    cluster_nodes.release_node(unit, node, releases=node.is_released)


def delete_load_balancer(_unit: Unit, _cluster: Cluster, _task: Task) -> Changes:
    """Delete the load balancer."""
    return {"external_loadbalancer_id": ""}


def delete_security_group(_unit: Unit, _cluster: Cluster, _task: Task) -> Changes:
    """Delete the security group."""
    return {"security_group_id": ""}


def delete_route(_unit: Unit, _cluster: Cluster, _node: Node) -> Changes:
    """Delete the route to the node's containers."""
    return {"is_routed": False}
