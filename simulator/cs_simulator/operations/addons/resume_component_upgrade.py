"""``POST /clusters/{cluster_id}/components/{component_id}/resume``: go on with its upgrade.

What the service does: as ResumeTask for the component's task, an older call. The answer is empty.

Differs from the service: as ResumeTask does; a component that is not being upgraded is refused.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._task_control import RESUME
from cs_simulator.operations.addons._control import asked_of_component


@operation(
    "ResumeComponentUpgrade",
    "POST",
    "/clusters/{cluster_id}/components/{component_id}/resume",
    cluster_type="ack",
    is_write=True,
    returns_nothing=True,
)
def resume_component_upgrade(call: Call, unit: Unit) -> Reply:
    """Ask the task to resume."""
    return asked_of_component(call, unit, RESUME)
