"""What pausing, resuming and canceling the upgrade of a component have in common."""

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import addons as cluster_addons
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply
from cs_simulator.operations._task_control import Control, asked
from cs_simulator.operations.addons._addons import existing_addon


def asked_of_component(call: Call, unit: Unit, control: Control) -> Reply:
    """Ask the task that changes the component; raises ``TaskOperationNotSupported`` for no such."""
    cluster = kubernetes_cluster(call, unit)
    found = existing_addon(unit.world, cluster, call.parameters["component_id"])
    task = cluster_addons.last_task(unit.world, cluster, found.name)
    refusal = ack_errors.TASK_OPERATION_NOT_SUPPORTED(
        operation=call.operation.name,
        task_type="cluster_addon_upgrade",
        state=task.state.value if task else "absent",
    )
    return asked(unit, task, control, refusal)
