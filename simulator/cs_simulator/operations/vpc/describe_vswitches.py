"""``Action=DescribeVSwitches``: a page of the vSwitches of a region, or of one VPC.

What the service does: lists the vSwitches of the region, ten on a page unless ``PageSize`` says
otherwise, at most 50.

Differs from the service: filters are ``VpcId``, ``VSwitchId``, ``VSwitchName``, ``ZoneId`` and
``IsDefault`` only, and the order is that of creation. A VPC that does not exist has none.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply
from cs_simulator.operations._rpc import Parameters, rpc_operation
from cs_simulator.operations.vpc import _networks as networks


@rpc_operation("DescribeVSwitches")
def describe_vswitches(call: Call, unit: Unit) -> Reply:
    """Answer the page of the vSwitches that the filters let pass."""
    given = Parameters(call)
    page, region_id = given.page(), networks.region_of(call, unit)
    ids, vpc_id, zone_id, name, default = (
        given.text(key) for key in ("VSwitchId", "VpcId", "ZoneId", "VSwitchName", "IsDefault")
    )
    world = unit.world
    in_region = {vpc.vpc_id for vpc in world.vpcs.everything() if vpc.region_id == region_id}
    found = [
        switch
        for switch in world.vswitches.everything()
        if switch.vpc_id in in_region
        and networks.one_of(ids, switch.vswitch_id)
        and vpc_id in ("", switch.vpc_id)
        and zone_id in ("", switch.zone_id)
        and name in ("", switch.name)
        and networks.is_flagged(default, switch.vswitch_id in world.vswitches.base)
    ]
    objects = [networks.vswitch_object(unit, switch) for switch in page.of(found)]
    return given.page_reply(page, len(found), VSwitches={"VSwitch": objects})
