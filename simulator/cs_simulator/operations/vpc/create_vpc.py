"""``Action=CreateVpc``: a new VPC, with a router and a route table.

What the service does: makes the VPC in the background: it is ``Pending`` for some seconds. Without
``CidrBlock`` it has 172.16.0.0/12. A call that is repeated with its ``ClientToken`` is answered
with the first one's ids.

Differs from the service: the VPC is ``Available`` at once. IPv6, address pools, own user blocks and
tags are not kept; they are listed as fields that nothing read.
"""

from cs_simulator.catalog import errors, vpc_errors
from cs_simulator.domain import network
from cs_simulator.domain.records import Vpc
from cs_simulator.engine import naming
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply
from cs_simulator.operations._rpc import Parameters, rpc_operation
from cs_simulator.operations.vpc import _networks as networks
from cs_simulator.operations.vpc._idempotence import answered_once

_DEFAULT_BLOCK = "172.16.0.0/12"
_MASKS = range(8, 29)


@rpc_operation("CreateVpc", is_write=True)
def create_vpc(call: Call, unit: Unit) -> Reply:
    """Make the VPC, and answer its id and those of its router and its route table."""
    given = Parameters(call)
    return given.reply(**answered_once(call, unit, lambda: _make(call, given, unit)))


def _make(call: Call, given: Parameters, unit: Unit) -> networks.Body:
    region_id = networks.region_of(call, unit)
    block = _block(given.text("CidrBlock") or _DEFAULT_BLOCK)
    name = networks.name_of(given, "VpcName", vpc_errors.VPC_NAME_MALFORMED)
    description = networks.description_of(given, vpc_errors.VPC_DESCRIPTION_MALFORMED)
    given.refuse_if_dry_run()
    serial = unit.serial()
    vpc = Vpc(
        serial=serial,
        vpc_id=naming.resource_id(unit, "vpc", region_id, serial),
        region_id=region_id,
        cidr_block=str(block),
        name=name,
        description=description,
        created=unit.now,
    )
    unit.put(unit.world.vpcs, vpc)
    return {
        "VpcId": vpc.vpc_id,
        "VRouterId": networks.router_id(unit, vpc),
        "RouteTableId": networks.route_table_id(unit, vpc),
        "ResourceGroupId": networks.resource_group_id(unit),
    }


def _block(text: str) -> network.Block:
    try:
        block = network.block(text)
    except ValueError as problem:
        raise errors.CIDR_MALFORMED("CidrBlock", str(problem)) from None
    if not network.is_private(block) or block.prefixlen not in _MASKS:
        raise errors.CIDR_MALFORMED("CidrBlock", "a private block, from /8 to /28")
    return block
