"""What the operations of the VPC API share: finding networks, and how they are answered."""

from collections.abc import Iterator
from typing import NamedTuple

from cs_simulator.catalog import errors, regions
from cs_simulator.catalog.defaults import default_resources
from cs_simulator.cluster_types import left_resources
from cs_simulator.cluster_types.ack import kept
from cs_simulator.domain import instants, network
from cs_simulator.domain.errors import ErrorSpec
from cs_simulator.domain.records import Vpc, VSwitch
from cs_simulator.engine import naming
from cs_simulator.engine.account import account_number
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.engine.world_lookup import WorldLookup
from cs_simulator.operations._operation import Call
from cs_simulator.operations._rpc import Parameters

# What exists before the first call was made on the day of the API.
_BEFORE = instants.from_text("2016-04-28T00:00:00Z")

_LONGEST_NAME, _LONGEST_DESCRIPTION = 128, 256

Body = dict[str, object]


def region_of(call: Call, unit: Unit) -> str:
    """The region that a call names, or the default one; raises ``InvalidRegionId.NotFound``."""
    region_id = call.named_region or unit.world.options.default_region
    if regions.find(region_id) is None:
        raise errors.REGION_NOT_FOUND()
    return region_id


def existing_vpc(unit: Unit, region_id: str, vpc_id: str) -> Vpc:
    """The VPC of that id, in any region; raises ``InvalidVpcId.NotFound``.

    Where unknown ids are adopted it may be the one that a creation of a cluster would adopt.
    """
    vpc = _looked_up(unit, region_id, vpc_id, "")[0]
    if vpc is None:
        raise errors.VPC_NOT_FOUND("VpcId")
    return vpc


def existing_vswitch(unit: Unit, region_id: str, vswitch_id: str) -> VSwitch:
    """The vSwitch of that id, in any region; raises ``InvalidVSwitchId.NotFound``.

    Where unknown ids are adopted, an unknown one is in the default VPC of the region.
    """
    switch = unit.world.vswitches.get(vswitch_id)
    if switch is None:
        switch = _looked_up(unit, region_id, default_vpc_id(region_id), vswitch_id)[1]
    if switch is None:
        raise errors.VSWITCH_NOT_FOUND("VSwitchId")
    return switch


def default_vpc_id(region_id: str) -> str:
    """The id of the VPC that every tenant has in the region; empty if there is none."""
    found = (vpc.vpc_id for vpc in default_resources().vpcs.values() if vpc.region_id == region_id)
    return next(found, "")


def _looked_up(
    unit: Unit, region_id: str, vpc_id: str, vswitch_id: str
) -> tuple[Vpc | None, VSwitch | None]:
    """The networks of these ids, as a creation would find or adopt them; nothing is adopted."""
    preview = Unit(unit.world, unit.now)
    lookup = WorldLookup(preview, region_id)
    try:
        return lookup.vpc(vpc_id), lookup.vswitch(vswitch_id, vpc_id)
    finally:
        preview.rollback()


def is_default(world: World, vpc_id: str) -> bool:
    """Whether a VPC is one that every tenant has."""
    return vpc_id in world.vpcs.base


def switches_of(world: World, vpc_id: str) -> list[VSwitch]:
    """The vSwitches of a VPC."""
    return [switch for switch in world.vswitches.everything() if switch.vpc_id == vpc_id]


class GatewayOwner(NamedTuple):
    """The cluster that a NAT gateway was made for, as far as the gateway shows it."""

    region_id: str
    vpc_id: str
    vswitch_id: str
    created: int


def nat_gateways(world: World) -> Iterator[tuple[GatewayOwner, kept.Fields]]:
    """The NAT gateways of clusters, also of those that are gone: whose, and what was made."""
    for cluster in world.clusters:
        if '"nat_gateway_id"' in cluster.properties:
            owner = (cluster.region_id, cluster.vpc_id, cluster.vswitch_id, cluster.created)
            yield GatewayOwner(*owner), kept.made_of(cluster)
    for _, left in left_resources.of_kind(world, left_resources.NAT_GATEWAY):
        yield GatewayOwner(*(left[name] for name in GatewayOwner._fields)), left


def uses(world: World, vswitch_id: str) -> bool:
    """Whether an instance, a cluster or a node pool uses the vSwitch."""
    if world.addresses.taken.get(vswitch_id):
        return True
    quoted = f'"{vswitch_id}"'
    return any(
        cluster.vswitch_id == vswitch_id or quoted in cluster.properties
        for cluster in world.clusters
    ) or any(quoted in group.properties for group in world.node_groups)


def time(instant: int) -> str:
    """An instant as the VPC API writes it."""
    return instants.as_text(instant or _BEFORE)


def one_of(texts: str, value: str) -> bool:
    """Whether a filter, of one value or of several with commas, lets a value pass."""
    return not texts or value in texts.split(",")


def is_flagged(wanted: str, flag: bool) -> bool:
    """Whether a filter of ``true`` or ``false``, or none, lets a flag pass."""
    return not wanted or (wanted.lower() == "true") is flag


def name_of(given: Parameters, key: str, malformed: ErrorSpec) -> str:
    """The name that is given; raises *malformed* for one that cannot be a name."""
    name = given.text(key)
    if name and not (len(name) <= _LONGEST_NAME and _begins_well(name)):
        raise malformed(key, f"at most {_LONGEST_NAME} characters, not beginning with http://")
    return name


def description_of(given: Parameters, malformed: ErrorSpec) -> str:
    """The description that is given; raises *malformed* for one that cannot be."""
    text = given.text("Description")
    if text and not (len(text) <= _LONGEST_DESCRIPTION and _begins_well(text)):
        advice = f"at most {_LONGEST_DESCRIPTION} characters, not beginning with http://"
        raise malformed("Description", advice)
    return text


def _begins_well(text: str) -> bool:
    return not text.startswith(("http://", "https://"))


def resource_group_id(unit: Unit) -> str:
    """The id of the account's only resource group."""
    return f"rg-acfm{unit.random_for('resource group').letters(11)}"


def route_table_id(unit: Unit, vpc: Vpc) -> str:
    """The id of a VPC's only route table."""
    return naming.resource_id(unit, "vtb", vpc.region_id, vpc.vpc_id)


def router_id(unit: Unit, vpc: Vpc) -> str:
    """The id of a VPC's router."""
    return naming.resource_id(unit, "vrt", vpc.region_id, vpc.vpc_id)


def vpc_object(unit: Unit, vpc: Vpc) -> Body:
    """A VPC as both of its operations answer it."""
    world = unit.world
    return {
        "VpcId": vpc.vpc_id,
        "VpcName": vpc.name,
        "Description": vpc.description,
        "RegionId": vpc.region_id,
        "CidrBlock": vpc.cidr_block,
        "SecondaryCidrBlocks": {"SecondaryCidrBlock": []},
        "UserCidrs": {"UserCidr": []},
        "Ipv6CidrBlock": "",
        "Ipv6CidrBlocks": {"Ipv6CidrBlock": []},
        "EnabledIpv6": False,
        "IsDefault": is_default(world, vpc.vpc_id),
        "Status": "Available",
        "CreationTime": time(vpc.created),
        "DhcpOptionsSetId": "",
        "DhcpOptionsSetStatus": "Available",
        "VRouterId": router_id(unit, vpc),
        "VSwitchIds": {
            "VSwitchId": [switch.vswitch_id for switch in switches_of(world, vpc.vpc_id)]
        },
        "OwnerId": account_number(world),
        "ResourceGroupId": resource_group_id(unit),
        "Tags": {"Tag": []},
    }


def vswitch_object(unit: Unit, switch: VSwitch) -> Body:
    """A vSwitch as both of its operations answer it."""
    world = unit.world
    vpc = world.vpcs.get(switch.vpc_id)
    taken = world.addresses.taken.get(switch.vswitch_id, ())
    return {
        "VSwitchId": switch.vswitch_id,
        "VSwitchName": switch.name,
        "Description": switch.description,
        "VpcId": switch.vpc_id,
        "ZoneId": switch.zone_id,
        "CidrBlock": switch.cidr_block,
        "Ipv6CidrBlock": "",
        "EnabledIpv6": False,
        "AvailableIpAddressCount": len(network.usable(network.block(switch.cidr_block)))
        - len(taken),
        "IsDefault": switch.vswitch_id in world.vswitches.base,
        "Status": "Available",
        "CreationTime": time(switch.created),
        "NetworkAclId": "",
        "RouteTable": {
            "RouteTableId": route_table_id(unit, vpc) if vpc else "",
            "RouteTableType": "System",
        },
        "ShareType": "",
        "OwnerId": account_number(world),
        "ResourceGroupId": resource_group_id(unit),
        "Tags": {"Tag": []},
    }
