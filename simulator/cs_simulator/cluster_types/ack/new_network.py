"""The network that is made with a cluster whose creation names none."""

from cs_simulator.catalog import regions
from cs_simulator.cluster_types.ack.request import block_rules, network_rules
from cs_simulator.cluster_types.ack.request.create import CreateClusterRequest
from cs_simulator.domain import network
from cs_simulator.domain.records import Vpc, VSwitch
from cs_simulator.engine import naming
from cs_simulator.engine.unit import Unit

_MADE_VPC_BLOCKS = ("192.168.0.0/16", "10.0.0.0/8", "172.16.0.0/12")
_MADE_SWITCH_PREFIX = 20


def make(request: CreateClusterRequest, unit: Unit, cluster_id: str) -> tuple[str, tuple[str, ...]]:
    """Make a VPC with a vSwitch in each of the zones; returns their ids."""
    region = regions.find(request.region_id)
    zones = network_rules.zones_of(request) or (region.zones[:1] if region else ())
    vpc_id = naming.resource_id(unit, "vpc", request.region_id, cluster_id)
    block = network.block(_free_vpc_block(request))
    unit.put(
        unit.world.vpcs,
        Vpc(
            serial=unit.serial(),
            vpc_id=vpc_id,
            region_id=request.region_id,
            cidr_block=str(block),
            name=f"k8s-for-cs-{cluster_id}",
            created=unit.now,
        ),
    )
    switches = [
        VSwitch(
            serial=unit.serial(),
            vswitch_id=naming.resource_id(unit, "vsw", request.region_id, cluster_id, index),
            vpc_id=vpc_id,
            zone_id=zone_id,
            cidr_block=_switch_block(block, index),
            created=unit.now,
        )
        for index, zone_id in enumerate(zones)
    ]
    for switch in switches:
        unit.put(unit.world.vswitches, switch)
    return vpc_id, tuple(switch.vswitch_id for switch in switches)


def _free_vpc_block(request: CreateClusterRequest) -> str:
    """The first block for a VPC that leaves room for those of pods and services."""
    texts = (request.container_cidr, block_rules.service_block_of(request))
    taken = [network.block(text) for text in texts if text]
    return next(
        (
            text
            for text in _MADE_VPC_BLOCKS
            if not any(network.block(text).overlaps(block) for block in taken)
        ),
        _MADE_VPC_BLOCKS[0],
    )


def _switch_block(vpc: network.Block, index: int) -> str:
    first = vpc.first + (index << (32 - _MADE_SWITCH_PREFIX))
    return f"{network.address(first)}/{_MADE_SWITCH_PREFIX}"
