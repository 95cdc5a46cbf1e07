"""``POST /tasks/{task_id}/cancel``: cancel a running task.

What the service does: the path is known from the newest SDKs, which read no answer.

Differs from the service: a canceled task is ``failed``: a canceled creation leaves a failed
cluster, a canceled scale-out leaves the cluster as before. A deletion cannot be canceled.
"""

from cs_simulator.catalog import errors
from cs_simulator.domain.records import TaskState
from cs_simulator.engine import task_completion
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.tasks._tasks import existing_task


@operation("CancelTask", "POST", "/tasks/{task_id}/cancel", is_write=True)
def cancel_task(call: Call, unit: Unit) -> Reply:
    """Fail the task."""
    task = existing_task(call, unit)
    if task.state is not TaskState.RUNNING:
        raise errors.TASK_CANNOT_BE_CANCELED(reason=f"it is over: {task.state}")
    if unit.world.cluster_types.plans[task.plan].is_deletion:
        raise errors.TASK_CANNOT_BE_CANCELED(reason="a deletion that has begun goes on")
    task_completion.fail(unit, task, errors.TASK_CANCELED())
    return Reply(
        body={
            "cluster_id": task.cluster_id,
            "request_id": call.request_id,
            "task_id": task.task_id,
        },
        cluster_id=task.cluster_id,
        task_id=task.task_id,
    )
