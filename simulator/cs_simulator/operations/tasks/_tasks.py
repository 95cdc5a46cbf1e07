"""What operations on tasks share: finding one, and what came of its nodes."""

from cs_simulator.catalog import ack_errors
from cs_simulator.domain.records import NodeState, Task, TaskState
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._operation import Call

_NODE_RESULTS: dict[tuple[TaskState, NodeState | None], str] = {
    (TaskState.RUNNING, NodeState.INITIAL): "initial",
    (TaskState.RUNNING, NodeState.RUNNING): "success",
    (TaskState.RUNNING, NodeState.FAILED): "failed",
    (TaskState.RUNNING, NodeState.REMOVING): "initial",
    (TaskState.RUNNING, None): "success",  # removed, as it was to be
    (TaskState.FAILED, NodeState.INITIAL): "initial",
    (TaskState.FAILED, NodeState.RUNNING): "success",
    (TaskState.FAILED, NodeState.FAILED): "failed",
    (TaskState.FAILED, NodeState.REMOVING): "initial",
    (TaskState.FAILED, None): "failed",  # removed again, because others failed
}
"""The result of a node by the state of its task and its own, which is ``None`` if it is gone."""


def existing_task(call: Call, unit: Unit) -> Task:
    """The task that the path names; raises the code ``400`` if there is none."""
    task = unit.world.tasks.get(call.parameters["task_id"])
    if task is None:
        raise ack_errors.TASK_NOT_FOUND(task_id=call.parameters["task_id"])
    return task


def node_result(world: World, task: Task, instance_id: str) -> str:
    """The result of a task for one node: ``initial``, ``success`` or ``failed``."""
    if task.state is TaskState.SUCCESS:
        return "success"
    node = world.nodes.get(instance_id)
    return _NODE_RESULTS[task.state, node.state if node else None]
