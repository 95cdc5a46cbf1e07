"""What pausing, resuming and canceling the upgrade of a component have in common."""

from collections.abc import Callable

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import addons as cluster_addons
from cs_simulator.domain.records import Task
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply
from cs_simulator.operations.addons._addons import existing_addon


def asked(
    call: Call,
    unit: Unit,
    can: Callable[[World, Task], bool],
    ask: Callable[[Unit, Task], Task],
) -> Reply:
    """Ask the task that changes the component; raises ``TaskOperationNotSupported`` for no such."""
    cluster = kubernetes_cluster(call, unit)
    found = existing_addon(unit.world, cluster, call.parameters["component_id"])
    task = cluster_addons.last_task(unit.world, cluster, found.name)
    if task is None or not can(unit.world, task):
        raise ack_errors.TASK_OPERATION_NOT_SUPPORTED(
            operation=call.operation.name,
            task_type="cluster_addon_upgrade",
            state=task.state.value if task else "absent",
        )
    ask(unit, task)
    return Reply(body=None, cluster_id=cluster.cluster_id, task_id=task.task_id)
