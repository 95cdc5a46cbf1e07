"""What the old operations on upgrades share: the upgrade that they are about."""

from cs_simulator.domain.records import Task
from cs_simulator.engine import provisioning
from cs_simulator.engine.world import World
from cs_simulator.operations._operation import Reply


def running_upgrade(world: World, cluster_id: str) -> Task | None:
    """The upgrade of the cluster that has not ended."""
    tasks = provisioning.running_tasks(world, cluster_id, group_id="")
    return next((task for task in tasks if task.operation == "UpgradeCluster"), None)


def last_upgrade(world: World, cluster_id: str) -> Task | None:
    """The upgrade of the cluster that was begun last."""
    tasks = (world.tasks[task_id] for task_id in world.cluster_tasks[cluster_id])
    upgrades = [task for task in tasks if task.operation == "UpgradeCluster"]
    return upgrades[-1] if upgrades else None


def done(task: Task) -> Reply:
    """The empty reply of an operation on an upgrade."""
    return Reply(body=None, cluster_id=task.cluster_id, task_id=task.task_id)
