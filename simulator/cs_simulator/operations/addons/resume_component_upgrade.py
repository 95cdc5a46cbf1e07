"""``POST /clusters/{cluster_id}/components/{component_id}/resume``: go on with its upgrade.

What the service does: as ResumeTask for the component's task, an older call. The answer is empty.

Differs from the service: as ResumeTask does; a component that is not being upgraded is refused.
"""

from cs_simulator.engine import task_control
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.addons import _control


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
    return _control.asked(call, unit, task_control.can_resume, task_control.resume)
