"""``POST /tasks/{task_id}/cancel``: let a task of a Kubernetes cluster end before its next batch.

What the service does: answers nothing. What is under way runs to its end: the task is
``cancelling`` until then, and ``canceled`` after it. The removal of nodes cannot be canceled.

Differs from the service: which tasks can be canceled is not published; here those that can be
paused, and those that bring in nodes. What the task has done stays done, and the cluster or the
node pool is as after a task that has succeeded.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._task_control import CANCEL
from cs_simulator.operations.tasks._control import asked_by_id


@operation(
    "CancelTask",
    "POST",
    "/tasks/{task_id}/cancel",
    cluster_type="ack",
    is_write=True,
    returns_nothing=True,
)
def cancel_kubernetes_task(call: Call, unit: Unit) -> Reply:
    """Ask the task to end."""
    return asked_by_id(call, unit, CANCEL)
