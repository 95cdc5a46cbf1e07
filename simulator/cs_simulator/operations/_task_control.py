"""Pausing, resuming and canceling a task of a Kubernetes cluster, whatever call asks for it."""

from collections.abc import Callable
from typing import NamedTuple

from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Task
from cs_simulator.engine import task_control
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._operation import Reply


class Control(NamedTuple):
    """One thing that a call can ask of a task."""

    can: Callable[[World, Task], bool]
    """Whether the task can do it now."""
    ask: Callable[[Unit, Task], Task]
    done: str
    """How a refusal names it."""


PAUSE = Control(task_control.can_pause, task_control.pause, "paused")
RESUME = Control(task_control.can_resume, task_control.resume, "resumed")
CANCEL = Control(task_control.can_cancel, task_control.cancel, "canceled")


def asked(unit: Unit, task: Task | None, control: Control, refusal: ApiError) -> Reply:
    """Ask a task for something; raises *refusal* if there is no task, or it cannot do that now."""
    if task is None or not control.can(unit.world, task):
        raise refusal
    control.ask(unit, task)
    return Reply(body=None, cluster_id=task.cluster_id, task_id=task.task_id)
