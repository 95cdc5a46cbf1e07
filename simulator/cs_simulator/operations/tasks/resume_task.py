"""``POST /tasks/{task_id}/resume``: let a paused task go on.

What the service does: answers nothing. The task is ``resuming`` for a moment, and ``running`` then.

Differs from the service: no difference is known.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._task_control import RESUME
from cs_simulator.operations.tasks._control import asked_by_id


@operation(
    "ResumeTask",
    "POST",
    "/tasks/{task_id}/resume",
    cluster_type="ack",
    is_write=True,
    returns_nothing=True,
)
def resume_task(call: Call, unit: Unit) -> Reply:
    """Ask the task to go on."""
    return asked_by_id(call, unit, RESUME)
