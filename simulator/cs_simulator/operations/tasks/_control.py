"""What pausing, resuming and canceling a task have in common."""

from collections.abc import Callable

from cs_simulator.catalog import ack_errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Task
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._operation import Call, Reply
from cs_simulator.operations.tasks._tasks import existing_task


def asked(
    call: Call,
    unit: Unit,
    can: Callable[[World, Task], bool],
    ask: Callable[[Unit, Task], Task],
) -> Reply:
    """Ask a task for something; raises ``TaskOperationNotSupported`` if it cannot do that now."""
    task = existing_task(call, unit)
    if not can(unit.world, task):
        raise not_supported(call, unit, task)
    ask(unit, task)
    return Reply(body=None, cluster_id=task.cluster_id, task_id=task.task_id)


def not_supported(call: Call, unit: Unit, task: Task) -> ApiError:
    """The refusal of what a task of its type, or in its state, cannot do."""
    plan = unit.world.cluster_types.plans[task.plan]
    return ack_errors.TASK_OPERATION_NOT_SUPPORTED(
        operation=call.operation.name, task_type=plan.task_type, state=task.state.value
    )
