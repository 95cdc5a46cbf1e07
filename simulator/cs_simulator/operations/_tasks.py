"""What operations on tasks share: finding one, and what became of its nodes."""

from cs_simulator.catalog import errors
from cs_simulator.domain.records import NodeState, Task, TaskState
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._operation import Call


def existing_task(call: Call, unit: Unit) -> Task:
    """The task that the path names; ``ErrorTaskNotFound`` if there is none."""
    task = unit.world.tasks.get(call.parameters["task_id"])
    if task is None:
        raise errors.TASK_NOT_FOUND(task_id=call.parameters["task_id"])
    return task


def outcome_of(world: World, task: Task, instance_id: str) -> str:
    """What became of one node: ``initial``, ``success`` or ``failed``."""
    if task.state is TaskState.SUCCESS:
        return "success"
    node = world.nodes.get(instance_id)
    if node is None or node.state is NodeState.RUNNING:
        # One that is gone was removed, as it was to be; or taken back, because others failed.
        return "failed" if node is None and task.state is TaskState.FAILED else "success"
    return "failed" if node.state is NodeState.FAILED else "initial"
