"""``POST /tasks/{task_id}/pause``: let a task wait before its next batch or stage.

What the service does: answers nothing. What is under way runs to its end: the task is ``pausing``
until then, and ``paused`` after it.

Differs from the service: which tasks can be paused is not published; here those that upgrade
clusters, node pools and components, and those that change the settings of nodes. A running task of
such a type is paused, one in another state is refused.
"""

from cs_simulator.catalog import ack_errors
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._task_control import PAUSE
from cs_simulator.operations.tasks._control import asked_by_id
from cs_simulator.operations.tasks._tasks import existing_task


@operation(
    "PauseTask",
    "POST",
    "/tasks/{task_id}/pause",
    cluster_type="ack",
    is_write=True,
    returns_nothing=True,
)
def pause_task(call: Call, unit: Unit) -> Reply:
    """Ask the task to pause."""
    task = existing_task(call, unit)
    plan = unit.world.cluster_types.plans[task.plan]
    if plan.can_pause and not PAUSE.can(unit.world, task):
        raise ack_errors.CANNOT_PAUSE_TASK(asked=PAUSE.done, reason=f"it is {task.state}")
    return asked_by_id(call, unit, PAUSE)
