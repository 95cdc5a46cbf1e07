"""``GET /tasks/{task_id}``: how an asynchronous operation is getting on.

What the service does: gives the task's state, ``running``, ``success`` or ``failed``, and what
became of each node; a task can still be read after its cluster is gone.

Differs from the service: ``error`` is taken from later documents of the same API version.
"""

from simulator.catalog import errors
from simulator.domain import instants
from simulator.domain.plans import PLANS
from simulator.domain.records import NodeState
from simulator.engine import polling
from simulator.engine.unit import Unit
from simulator.operations._operation import Call, Reply, operation

# The words that task results have for the states of nodes.
_OUTCOMES = {
    NodeState.INITIAL: "initial",
    NodeState.RUNNING: "success",
    NodeState.FAILED: "failed",
    NodeState.REMOVING: "initial",
}


@operation(
    "DescribeTaskInfo",
    "GET",
    "/tasks/{task_id}",
    look=lambda world, call: polling.at_task(world, call.parameters["task_id"]),
)
def describe_task_info(call: Call, unit: Unit) -> Reply:
    """Give the task."""
    world = unit.world
    task = world.tasks.get(call.parameters["task_id"])
    if task is None:
        raise errors.TASK_NOT_FOUND(task_id=call.parameters["task_id"])
    china = world.options.china_times
    body: dict[str, object] = {
        "cluster_id": task.cluster_id,
        "created": instants.as_text(task.created, china=china),
        "state": task.state.value,
        "task_id": task.task_id,
        "task_result": [
            {"data": node.instance_id, "status": _OUTCOMES[node.state]}
            for node in world.nodes_of(task.cluster_id)
        ],
        "task_type": PLANS[task.plan].task_type,
        "updated": instants.as_text(task.updated, china=china),
    }
    if task.error_code:
        body["error"] = {"code": task.error_code, "message": task.error_message}
    return Reply(body=body, cluster_id=task.cluster_id, task_id=task.task_id)
