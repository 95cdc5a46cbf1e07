"""Pausing, resuming and canceling tasks, as calls ask for it.

Each is asked for first, and happens when what is under way has been done: a task is ``pausing``
until it is ``paused``, ``resuming`` until it is ``running``, ``cancelling`` until it is
``canceled``. :mod:`cs_simulator.engine.task_progress` has what happens then.
"""

from cs_simulator.domain.instants import SECOND, later
from cs_simulator.domain.records import Task, TaskState
from cs_simulator.engine import stage_history
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

# What a task that is under way in nothing takes to react.
REACTION = 2 * SECOND

_PAUSABLE = frozenset({TaskState.RUNNING})
_RESUMABLE = frozenset({TaskState.PAUSED})
_CANCELABLE = frozenset(
    {TaskState.RUNNING, TaskState.PAUSING, TaskState.PAUSED, TaskState.RESUMING}
)


def can_pause(world: World, task: Task) -> bool:
    """Whether the task can be paused now."""
    return world.cluster_types.plans[task.plan].can_pause and task.state in _PAUSABLE


def can_resume(world: World, task: Task) -> bool:
    """Whether the task can be resumed now."""
    return world.cluster_types.plans[task.plan].can_pause and task.state in _RESUMABLE


def can_cancel(world: World, task: Task) -> bool:
    """Whether the task can be canceled now."""
    return world.cluster_types.plans[task.plan].can_cancel and task.state in _CANCELABLE


def pause(unit: Unit, task: Task) -> Task:
    """Let a task pause before its next batch or stage; returns it as it is then."""
    return _ask(unit, task, "pause", TaskState.PAUSING)


def resume(unit: Unit, task: Task) -> Task:
    """Let a paused task go on; returns it as it is then."""
    return _ask(unit, task, "resume", TaskState.RESUMING)


def cancel(unit: Unit, task: Task) -> Task:
    """Let a task end before its next batch or stage; returns it as it is then."""
    return _ask(unit, task, "cancel", TaskState.CANCELING)


def _ask(unit: Unit, task: Task, what: str, state: TaskState) -> Task:
    """Put a task into a state that it leaves by itself; one that waits does so soon."""
    world = unit.world
    for serial in world.cluster_steps[task.cluster_id]:
        step = world.steps[serial]
        if step.task_id == task.task_id and step.is_wait:
            unit.put(world.steps, step._replace(due=later(unit.now, REACTION)))
    task = stage_history.note_asked(unit, task, what)
    return unit.put(world.tasks, task._replace(state=state, updated=unit.now))
