"""``Action=DeleteVpc``: a VPC that nothing uses any more.

What the service does: deletes the VPC in the background. One that has vSwitches, NAT gateways or
security groups is refused with ``DependencyViolation``.

Differs from the service: the VPC is gone at once. Clusters, and what they have made, are in
vSwitches, so nothing else is looked at. ``ForceDelete`` is ignored, and the networks that every
tenant has cannot be deleted.
"""

from cs_simulator.catalog import errors, vpc_errors
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply
from cs_simulator.operations._rpc import Parameters, rpc_operation
from cs_simulator.operations.vpc import _networks as networks


@rpc_operation("DeleteVpc", is_write=True)
def delete_vpc(call: Call, unit: Unit) -> Reply:
    """Delete the VPC; raises ``InvalidVpcId.NotFound`` or ``DependencyViolation``."""
    given = Parameters(call)
    vpc_id, world = given.mandatory("VpcId"), unit.world
    vpc = world.vpcs.get(vpc_id)
    if vpc is None:
        raise errors.VPC_NOT_FOUND("VpcId")
    if networks.is_default(world, vpc_id):
        raise vpc_errors.DEFAULT_RESOURCE(resource_id=vpc_id)
    if networks.switches_of(world, vpc_id):
        raise vpc_errors.VPC_HAS_VSWITCHES()
    given.refuse_if_dry_run()
    unit.drop(world.vpcs, vpc)
    return given.reply()
