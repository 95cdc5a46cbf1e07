"""What the old operations on upgrades share: the upgrade that they are about, and asking it."""

from cs_simulator.catalog import ack_errors
from cs_simulator.domain.records import Task
from cs_simulator.engine import provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply
from cs_simulator.operations._task_control import Control, asked


def asked_of_upgrade(call: Call, unit: Unit, control: Control) -> Reply:
    """Ask the upgrade of the path's cluster; raises ``ErrPauseTask`` if it cannot do that now."""
    cluster = kubernetes_cluster(call, unit)
    task = _running_upgrade(unit.world, cluster.cluster_id)
    reason = f"its upgrade is {task.state.value}" if task else "no upgrade is under way"
    refusal = ack_errors.CANNOT_PAUSE_TASK(asked=control.done, reason=reason)
    return asked(unit, task, control, refusal)


def _running_upgrade(world: World, cluster_id: str) -> Task | None:
    """The upgrade of the cluster that has not ended."""
    tasks = provisioning.running_tasks(world, cluster_id, group_id="")
    return next((task for task in tasks if task.operation == "UpgradeCluster"), None)


def last_upgrade(world: World, cluster_id: str) -> Task | None:
    """The upgrade of the cluster that was begun last."""
    tasks = (world.tasks[task_id] for task_id in world.cluster_tasks[cluster_id])
    upgrades = [task for task in tasks if task.operation == "UpgradeCluster"]
    return upgrades[-1] if upgrades else None
