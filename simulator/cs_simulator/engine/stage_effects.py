"""What a stage makes or takes away, by the stage's name. A stage without an entry takes only time.

An effect looks at the world and gives the fields of the cluster, or of the node, that change;
``None`` says that it took the node away. It raises a row of the error catalogue when the product
behind it refuses: quotas and addresses run out here, minutes after the call was answered
(reference: domain §8, the split between what is refused at once and what fails in the task).
"""

from collections.abc import Callable, Mapping
from typing import Any

from cs_simulator.catalog import errors
from cs_simulator.domain import ids, network
from cs_simulator.domain.records import Cluster, Node, Stock
from cs_simulator.engine import cluster_nodes, naming
from cs_simulator.engine.unit import Unit

Changes = dict[str, Any]

# More addresses than this in one group of a whitelist are refused (reference: domain §2).
WHITELIST_LIMIT = 1000


def _slb(unit: Unit, cluster: Cluster) -> Changes:
    if unit.world.slbs["all"] >= unit.world.options.quotas.slbs:
        raise errors.SLB_QUOTA_EXCEEDED()
    balancer = naming.resource_id(unit, "lb", cluster.region_id, cluster.cluster_id)
    return {"external_loadbalancer_id": balancer}


def _security_group(unit: Unit, cluster: Cluster) -> Changes:
    if unit.world.security_groups["all"] >= unit.world.options.quotas.security_groups:
        raise errors.SECURITY_GROUP_QUOTA_EXCEEDED()
    group = naming.resource_id(unit, "sg", cluster.region_id, cluster.cluster_id)
    return {"security_group_id": group}


def _release_eip(unit: Unit, cluster: Cluster) -> Changes:
    for node in unit.world.nodes_of(cluster.cluster_id):
        unit.put(unit.world.nodes, node._replace(eip_address="", updated=unit.now))
    return {}


def _rds_whitelist(unit: Unit, cluster: Cluster) -> Changes:
    nodes = unit.world.nodes_of(cluster.cluster_id)
    addresses = [node.ip_address for node in nodes if node.ip_address]
    for db_instance_id in cluster.rds_instances.split():
        database = unit.world.rds_instances.get(db_instance_id)
        if database is None:
            raise errors.RDS_NOT_FOUND("rds_instances", f"{db_instance_id} is gone")
        listed = dict.fromkeys(database.whitelist.split(","))
        whitelist = [*listed, *(each for each in addresses if each not in listed)]
        if len(whitelist) > WHITELIST_LIMIT:
            raise errors.RDS_WHITELIST_FULL()
        if not database.serial:  # one that the tenant was born with becomes its own
            database = database._replace(serial=unit.serial())
        unit.put(unit.world.rds_instances, database._replace(whitelist=",".join(whitelist)))
    return {}


def _ecs(unit: Unit, cluster: Cluster, node: Node) -> Changes:
    switch = unit.world.vswitches.get(node.vswitch_id)
    address = switch and unit.world.addresses.free(
        node.vswitch_id, network.block(switch.cidr_block)
    )
    if not address:
        raise errors.SWITCH_ADDRESSES_EXHAUSTED(vswitch_id=cluster.vswitch_id)
    if unit.world.options.quotas.balance <= 0:
        raise errors.NOT_ENOUGH_BALANCE()
    _take_from_stock(unit, switch.zone_id if switch else "", node.instance_type)
    return {"ip_address": address}


def _take_from_stock(unit: Unit, zone_id: str, instance_type: str) -> None:
    """One instance less can be had, where somebody has said how many there are."""
    stock = unit.world.stock.get(Stock.key_of(zone_id, instance_type))
    if stock is None:
        return
    if not stock.available:
        raise errors.NO_STOCK()
    unit.put(unit.world.stock, stock._replace(available=stock.available - 1))


def _eip(unit: Unit, cluster: Cluster, node: Node) -> Changes:
    if unit.world.eips["all"] >= unit.world.options.quotas.eips:
        raise errors.EIP_QUOTA_EXCEEDED()
    return {"eip_address": ids.public_address(unit.chance("eip", cluster.cluster_id, node.number))}


def _route(unit: Unit, cluster: Cluster, node: Node) -> Changes:
    if unit.world.routes[node.vpc_id] >= unit.world.options.quotas.routes_per_vpc:
        raise errors.ROUTE_QUOTA_EXCEEDED()
    return {"is_routed": True}


def _delete_eip(unit: Unit, cluster: Cluster, node: Node) -> Changes:
    """The address of an attached instance is the customer's."""
    return {} if node.is_attached else {"eip_address": ""}


def _delete_ecs(unit: Unit, cluster: Cluster, node: Node) -> None:
    """An instance that was attached outlives the cluster."""
    cluster_nodes.let_go(unit, node, releases=not node.is_attached)


def _remove_node(unit: Unit, cluster: Cluster, node: Node) -> None:
    cluster_nodes.let_go(unit, node, releases=node.is_released)


ClusterEffect = Callable[[Unit, Cluster], Changes]
NodeEffect = Callable[[Unit, Cluster, Node], Changes | None]

OF_CLUSTER: Mapping[str, ClusterEffect] = {
    "slb": _slb,
    "security_group": _security_group,
    "release_eip": _release_eip,
    "rds_whitelist": _rds_whitelist,
    "delete_slb": lambda _unit, _cluster: {"external_loadbalancer_id": ""},
    "delete_security_group": lambda _unit, _cluster: {"security_group_id": ""},
}

OF_NODE: Mapping[str, NodeEffect] = {
    "ecs": _ecs,
    "eip": _eip,
    "route": _route,
    "release_node_eip": lambda _unit, _cluster, _node: {"eip_address": ""},
    "delete_eip": _delete_eip,
    "delete_route": lambda _unit, _cluster, _node: {"is_routed": False},
    "delete_ecs": _delete_ecs,
    "remove_node": _remove_node,
}
