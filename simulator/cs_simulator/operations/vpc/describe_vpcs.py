"""``Action=DescribeVpcs``: a page of the VPCs of a region.

What the service does: lists the VPCs of the region, ten on a page unless ``PageSize`` says
otherwise, at most 50; ``VpcId`` may be several ids with commas.

Differs from the service: filters are ``VpcId``, ``VpcName`` and ``IsDefault`` only, and the order
is that of creation.
"""

from cs_simulator.domain.records import Vpc
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply
from cs_simulator.operations._rpc import Parameters, rpc_operation
from cs_simulator.operations.vpc import _networks as networks


@rpc_operation("DescribeVpcs")
def describe_vpcs(call: Call, unit: Unit) -> Reply:
    """Answer the page of the VPCs that the filters let pass."""
    given = Parameters(call)
    page, region_id = given.page(), networks.region_of(call, unit)
    ids, name, default = (given.text(key) for key in ("VpcId", "VpcName", "IsDefault"))
    world = unit.world
    found = [
        vpc
        for vpc in world.vpcs.everything()
        if vpc.region_id == region_id
        and networks.one_of(ids, vpc.vpc_id)
        and (not name or name == vpc.name)
        and networks.is_flagged(default, networks.is_default(world, vpc.vpc_id))
    ]
    objects = [_vpc(unit, vpc) for vpc in page.of(found)]
    return given.page_reply(page, len(found), Vpcs={"Vpc": objects})


def _vpc(unit: Unit, vpc: Vpc) -> networks.Body:
    gateways = [
        made["nat_gateway_id"]
        for cluster, made in networks.nat_gateways(unit.world)
        if cluster.vpc_id == vpc.vpc_id
    ]
    return {
        **networks.vpc_object(unit, vpc),
        "CenStatus": "Detached",
        "RouterTableIds": {"RouterTableIds": [networks.route_table_id(unit, vpc)]},
        "NatGatewayIds": {"NatGatewayIds": gateways},
    }
