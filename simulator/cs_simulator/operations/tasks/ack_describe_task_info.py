"""``GET /tasks/{task_id}``: the progress of an asynchronous operation on a Kubernetes cluster.

What the service does: answers the state of the task, its stages, what happened to it, why it
failed, and what came of each node. ``success`` may hold nodes that failed. The task stays readable
after its cluster is gone.

Differs from the service: which stages there are is not published; the ``message`` of a stage is its
name. A failed task of a cluster is ``fail``, one of a node pool or a component ``failed``: the
service has both.
"""

from cs_simulator.engine import poll_targets
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.tasks._task_object import task_object
from cs_simulator.operations.tasks._tasks import existing_task


@operation(
    "DescribeTaskInfo",
    "GET",
    "/tasks/{task_id}",
    cluster_type="ack",
    poll_target=lambda world, call: poll_targets.task_target(world, call.parameters["task_id"]),
    is_kept=True,
)
def describe_kubernetes_task(call: Call, unit: Unit) -> Reply:
    """Answer the task."""
    task = existing_task(call, unit)
    return Reply(
        body=task_object(unit.world, task), cluster_id=task.cluster_id, task_id=task.task_id
    )
