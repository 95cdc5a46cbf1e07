"""What pausing, resuming and canceling a task by its id have in common."""

from cs_simulator.catalog import ack_errors
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply
from cs_simulator.operations._task_control import Control, asked
from cs_simulator.operations.tasks._tasks import existing_task


def asked_by_id(call: Call, unit: Unit, control: Control) -> Reply:
    """Ask the task of the path; raises ``TaskOperationNotSupported`` if it cannot do that now."""
    task = existing_task(call, unit)
    plan = unit.world.cluster_types.plans[task.plan]
    refusal = ack_errors.TASK_OPERATION_NOT_SUPPORTED(
        operation=call.operation.name, task_type=plan.task_type, state=task.state.value
    )
    return asked(unit, task, control, refusal)
