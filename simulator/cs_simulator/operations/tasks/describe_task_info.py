"""``GET /tasks/{task_id}``: the progress of an asynchronous operation.

What the service does: answers the state of the task, ``running``, ``success`` or ``failed``, and
the result for each node; the task stays readable after its cluster is deleted.

Differs from the service: ``error`` is taken from later documents of the same API version.
"""

from cs_simulator.domain import instants
from cs_simulator.engine import poll_targets
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.tasks._tasks import existing_task, node_result


@operation(
    "DescribeTaskInfo",
    "GET",
    "/tasks/{task_id}",
    poll_target=lambda world, call: poll_targets.task_target(world, call.parameters["task_id"]),
    is_kept=True,
)
def describe_task_info(call: Call, unit: Unit) -> Reply:
    """Answer the task."""
    world = unit.world
    task = existing_task(call, unit)
    china = world.options.china_times
    body: dict[str, object] = {
        "cluster_id": task.cluster_id,
        "created": instants.as_text(task.created, china=china),
        "state": task.state.value,
        "task_id": task.task_id,
        "task_result": [
            {"data": instance_id, "status": node_result(world, task, instance_id)}
            for instance_id in task.nodes.split()
        ],
        "task_type": world.cluster_types.plans[task.plan].task_type,
        "updated": instants.as_text(task.updated, china=china),
    }
    if task.error_code:
        body["error"] = {"code": task.error_code, "message": task.error_message}
    return Reply(body=body, cluster_id=task.cluster_id, task_id=task.task_id)
