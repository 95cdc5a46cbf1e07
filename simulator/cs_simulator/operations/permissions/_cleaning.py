"""Under the ``polling`` clock: a read of what a user has, while the user's rights are cleaned."""

from collections.abc import Iterator

from cs_simulator.cluster_types.ack.user_rights import rights_of
from cs_simulator.domain.records import Task, TaskState
from cs_simulator.engine import stage_history
from cs_simulator.engine.poll_targets import PollTarget
from cs_simulator.engine.world import World
from cs_simulator.operations._operation import Call

_OPERATION = "CleanUserPermissions"


def rights_target(world: World, call: Call) -> PollTarget:
    """A read of the rights or the certificates of the user that the path names."""
    uid = call.parameters["uid"]
    return PollTarget(
        f"rights {uid}",
        lambda: [rights_of(world, uid), [task.task_id for task in _cleanings(world, uid)]],
        lambda: any(task.state is not TaskState.PAUSED for task in _cleanings(world, uid)),
        lambda: [task.cluster_id for task in _cleanings(world, uid)],
    )


def _cleanings(world: World, uid: str) -> Iterator[Task]:
    """The tasks under way that take the user's rights away."""
    for cluster_id in world.cluster_steps.groups:
        for task_id in world.open_tasks[cluster_id]:
            task = world.tasks[task_id]
            if task.operation == _OPERATION and stage_history.parameters_of(task)["uid"] == uid:
                yield task
