"""``Action=DescribeVpcAttribute``: one VPC.

What the service does: answers the configuration of a VPC and how many resources it has, by kind.

Differs from the service: vSwitches and NAT gateways are counted only. Where unknown ids are
adopted, a well-formed one is answered as the VPC that a creation of a cluster would adopt.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply
from cs_simulator.operations._rpc import Parameters, rpc_operation
from cs_simulator.operations.vpc import _networks as networks


@rpc_operation("DescribeVpcAttribute")
def describe_vpc_attribute(call: Call, unit: Unit) -> Reply:
    """Answer the VPC; raises ``InvalidVpcId.NotFound``."""
    given = Parameters(call)
    vpc_id, region_id = given.mandatory("VpcId"), networks.region_of(call, unit)
    given.text("IsDefault")  # it filters nothing: ids are unique
    vpc = networks.existing_vpc(unit, region_id, vpc_id)
    world = unit.world
    counts = {
        "VSwitch": len(networks.switches_of(world, vpc_id)),
        "NatGateway": sum(cluster.vpc_id == vpc_id for cluster, _ in networks.nat_gateways(world)),
    }
    resources = [
        {"ResourceType": kind, "ResourceCount": count} for kind, count in counts.items() if count
    ]
    return given.reply(
        **networks.vpc_object(unit, vpc),
        ClassicLinkEnabled=False,
        AssociatedCens={"AssociatedCen": []},
        CloudResources={"CloudResourceSetType": resources},
    )
