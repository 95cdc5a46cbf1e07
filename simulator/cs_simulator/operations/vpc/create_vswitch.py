"""``Action=CreateVSwitch``: a new vSwitch of a VPC, in one zone.

What the service does: makes the vSwitch in the background: it is ``Pending`` for some seconds. Its
block lies in the VPC's, from /16 to /29, and overlaps neither another vSwitch nor a route. A call
that is repeated with its ``ClientToken`` is answered with the first one's id.

Differs from the service: the vSwitch is ``Available`` at once, and there are no routes but those of
clusters, whose containers have blocks outside of the VPC. IPv6 and tags are not kept.
"""

from cs_simulator.catalog import errors, regions, vpc_errors
from cs_simulator.domain import network
from cs_simulator.domain.records import Vpc, VSwitch
from cs_simulator.engine import naming
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply
from cs_simulator.operations._rpc import Parameters, rpc_operation
from cs_simulator.operations.vpc import _networks as networks
from cs_simulator.operations.vpc._idempotence import answered_once

_MASKS = range(16, 30)


@rpc_operation("CreateVSwitch", is_write=True)
def create_vswitch(call: Call, unit: Unit) -> Reply:
    """Make the vSwitch, and answer its id."""
    given = Parameters(call)
    return given.reply(**answered_once(call, unit, lambda: _make(given, unit)))


def _make(given: Parameters, unit: Unit) -> networks.Body:
    zone_id, text, vpc_id = (given.mandatory(key) for key in ("ZoneId", "CidrBlock", "VpcId"))
    name = networks.name_of(given, "VSwitchName", vpc_errors.VSWITCH_NAME_MALFORMED)
    description = networks.description_of(given, vpc_errors.VSWITCH_DESCRIPTION_MALFORMED)
    vpc = unit.world.vpcs.get(vpc_id)
    if vpc is None:
        raise errors.VPC_NOT_FOUND("VpcId")
    region = regions.find(vpc.region_id)
    if region is None or zone_id not in region.every_zone:
        raise vpc_errors.ZONE_NOT_FOUND("ZoneId", ", ".join(region.every_zone) if region else "")
    block = _block(unit, vpc, text)
    given.refuse_if_dry_run()
    serial = unit.serial()
    switch = VSwitch(
        serial=serial,
        vswitch_id=naming.resource_id(unit, "vsw", vpc.region_id, serial),
        vpc_id=vpc_id,
        zone_id=zone_id,
        cidr_block=str(block),
        name=name,
        description=description,
        created=unit.now,
    )
    unit.put(unit.world.vswitches, switch)
    return {"VSwitchId": switch.vswitch_id}


def _block(unit: Unit, vpc: Vpc, text: str) -> network.Block:
    """The block of a new vSwitch; raises the error for one that the VPC cannot have."""
    try:
        block = network.block(text)
    except ValueError as problem:
        raise errors.CIDR_MALFORMED("CidrBlock", str(problem)) from None
    room = network.block(vpc.cidr_block)
    if not (room.first <= block.first and block.last <= room.last):
        raise errors.CIDR_NOT_PRIVATE("CidrBlock", f"it does not lie in the VPC's {room}")
    if block.prefixlen not in _MASKS:
        raise errors.CIDR_MALFORMED("CidrBlock", "from /16 to /29")
    for other in networks.switches_of(unit.world, vpc.vpc_id):
        if block.overlaps(network.block(other.cidr_block)):
            raise errors.CIDR_OVERLAPS_SUBNET("CidrBlock", f"{other.vswitch_id} has it")
    return block
