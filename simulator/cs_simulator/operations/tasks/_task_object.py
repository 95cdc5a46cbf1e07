"""The JSON of tasks of Kubernetes clusters: with stages, events, a target and an error."""

from collections.abc import Iterator

from cs_simulator.domain import instants
from cs_simulator.domain.plans import Plan
from cs_simulator.domain.records import Task, TaskState
from cs_simulator.engine import manual_override, stage_history
from cs_simulator.engine.stage_history import History
from cs_simulator.engine.world import World
from cs_simulator.operations.tasks._tasks import node_result

_STAGE_STATES = {"failed": "fail"}


def state_of(task: Task, plan: Plan) -> str:
    """The state of a task as the service writes it: a failed one is ``fail`` or ``failed``."""
    if task.state is TaskState.FAILED:
        is_of_cluster = not task.group_id and not plan.task_type.startswith("cluster_addon")
        return "fail" if is_of_cluster else "failed"
    return task.state.value


def target_of(task: Task) -> dict[str, str]:
    """What a task is about."""
    if task.group_id:
        return {"id": task.group_id, "type": "nodepool"}
    return {"id": task.cluster_id, "type": "cluster"}


def error_of(task: Task) -> dict[str, str]:
    """Why a task failed; empty texts if it did not."""
    return {"code": task.error_code, "message": task.error_message}


def task_object(world: World, task: Task) -> dict[str, object]:
    """A task as DescribeTaskInfo answers it."""
    plan, history = world.cluster_types.plans[task.plan], stage_history.history_of(task)
    shown = history.get("stages", [])
    return {
        "cluster_id": task.cluster_id,
        "created": instants.as_text(task.created, china=True),
        "current_stage": _current_stage(history),
        "error": error_of(task),
        "events": [*_events(task, plan, history)],
        "outputs": {},
        "parameters": history.get("parameters", {}),
        "stages": [
            {
                "end_time": _local_time(stage["ended"]),
                "message": stage["title"],
                "outputs": {},
                "start_time": _local_time(stage["started"]),
                "state": _STAGE_STATES.get(stage["state"], stage["state"]),
            }
            for stage in shown
        ],
        "state": state_of(task, plan),
        "target": target_of(task),
        "task_id": task.task_id,
        "task_result": _results(world, task, history),
        "task_type": plan.task_type,
        "updated": instants.as_text(task.updated, china=True),
    }


def _current_stage(history: History) -> str:
    """The first stage that is under way, or the last one that was."""
    shown = history.get("stages", [])
    under_way = [stage["title"] for stage in shown if not stage["ended"]]
    return (under_way or [stage["title"] for stage in shown[-1:]] or [""])[0]


def _local_time(at: int) -> str:
    """``2026-01-15 15:00:00``, in China and without a zone; empty for no instant."""
    return instants.as_text(at, china=True)[:19].replace("T", " ") if at else ""


def _results(world: World, task: Task, history: History) -> list[dict[str, str]]:
    """What came of each node."""
    failed = history.get("failed", {})
    waiting = set(task.queued.split())
    if not task.has_ended:
        waiting |= {step.instance_id for step in manual_override.steps_of(world, task)}
    found = []
    for instance_id in task.nodes.split():
        if instance_id in failed:
            status = "failed"
        elif instance_id in waiting:
            status = "initial"
        elif task.state is TaskState.FAILED:
            status = node_result(world, task, instance_id)
        else:
            status = "success"
        found.append({"data": instance_id, "status": status})
    return found


def _events(task: Task, plan: Plan, history: History) -> Iterator[dict[str, str]]:
    """What happened to a task, oldest first."""
    yield _event(task.created, plan, "start", plan.opening)
    for asked in history.get("asked", ()):
        yield _event(asked["at"], plan, asked["what"], f"Task {task.task_id}: {asked['what']}")
    for instance_id, failure in history.get("failed", {}).items():
        message = f"{instance_id}: {failure['message']}"
        yield _event(failure["at"], plan, "failed", message, "Warning")
    if task.state is TaskState.FAILED:
        yield _event(task.updated, plan, "failed", task.error_message, "Warning")
    elif task.has_ended:
        yield _event(task.updated, plan, task.state.value, plan.closing)


def _event(at: int, plan: Plan, action: str, message: str, level: str = "Normal") -> dict[str, str]:
    subject = "".join(word.capitalize() for word in plan.task_type.split("_"))
    return {
        "action": action,
        "level": level,
        "message": message,
        "reason": f"{subject}{action.capitalize()}",
        "source": "ACK",
        "timestamp": str(at // instants.MILLISECOND),
    }
