"""``Action=DeleteVSwitch``: a vSwitch that nothing uses any more.

What the service does: deletes the vSwitch in the background. One that instances, load balancers or
other resources use is refused with ``DependencyViolation``.

Differs from the service: the vSwitch is gone at once. It is in use while an instance has an address
of it, or a cluster or a node pool names it. The ones that every tenant has cannot be deleted.
"""

from cs_simulator.catalog import errors, vpc_errors
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply
from cs_simulator.operations._rpc import Parameters, rpc_operation
from cs_simulator.operations.vpc import _networks as networks


@rpc_operation("DeleteVSwitch", is_write=True)
def delete_vswitch(call: Call, unit: Unit) -> Reply:
    """Delete the vSwitch; raises ``InvalidVSwitchId.NotFound`` or ``DependencyViolation``."""
    given = Parameters(call)
    vswitch_id, world = given.mandatory("VSwitchId"), unit.world
    switch = world.vswitches.get(vswitch_id)
    if switch is None:
        raise errors.VSWITCH_NOT_FOUND("VSwitchId")
    if vswitch_id in world.vswitches.base:
        raise vpc_errors.DEFAULT_RESOURCE(resource_id=vswitch_id)
    if networks.uses(world, vswitch_id):
        raise vpc_errors.VSWITCH_IN_USE()
    given.refuse_if_dry_run()
    unit.drop(world.vswitches, switch)
    return given.reply()
