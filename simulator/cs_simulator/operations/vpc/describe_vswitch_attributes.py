"""``Action=DescribeVSwitchAttributes``: one vSwitch.

What the service does: answers the configuration of a vSwitch, and how many of its addresses are
free. Terraform asks it for the VPC of a new cluster.

Differs from the service: where unknown ids are adopted, a well-formed one is answered as a vSwitch
that a creation of a cluster in the region's default VPC would adopt.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply
from cs_simulator.operations._rpc import Parameters, rpc_operation
from cs_simulator.operations.vpc import _networks as networks


@rpc_operation("DescribeVSwitchAttributes")
def describe_vswitch_attributes(call: Call, unit: Unit) -> Reply:
    """Answer the vSwitch; raises ``InvalidVSwitchId.NotFound``."""
    given = Parameters(call)
    vswitch_id, region_id = given.mandatory("VSwitchId"), networks.region_of(call, unit)
    switch = networks.existing_vswitch(unit, region_id, vswitch_id)
    return given.reply(**networks.vswitch_object(unit, switch))
