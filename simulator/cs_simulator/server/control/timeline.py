"""``timeline``: every task with its stages and the steps of each node, past and still to come."""

from typing import Any

from cs_simulator.domain import ids, instants
from cs_simulator.domain.plans import PLANS
from cs_simulator.domain.records import Task, TaskState, Trace
from cs_simulator.engine import preview
from cs_simulator.engine.world import World
from cs_simulator.server.control._request import ControlCall, ControlError, route

Steps = dict[str, dict[str, dict[str, dict[str, Any]]]]
"""Steps as they are shown: by task, stage and instance id."""


@route("GET", "timeline")
async def get_timeline(call: ControlCall) -> object:
    """Tell tasks, stages and steps per node, past and to come; ``?cluster=`` chooses one."""
    tenant = await call.tenant()
    world = tenant.world
    cluster_id = call.request.query.get("cluster", "")
    tasks = [task for task in world.tasks if cluster_id in ("", task.cluster_id)]
    if cluster_id and not tasks:
        raise ControlError(f"there is no cluster {cluster_id!r}", status=404, code="NotFound")
    now = tenant.catch_up(call.simulator.edge.monotonic())
    steps: Steps = {}
    _add_held(steps, world)
    coming = preview.preview_timeline(world, now, cluster_id)
    for trace in coming.traces:
        _add(steps, trace, "running" if trace.started <= now else "expected")
    await call.simulator.flush(tenant)
    for trace in await call.simulator.store.entries(tenant.number, "trace"):
        _add(steps, trace, trace.outcome)
    return {
        "now": instants.as_exact_text(now),
        "is_complete": coming.is_complete,
        "tasks": [_task(world, task, steps.get(task.task_id, {})) for task in tasks],
    }


def _add_held(steps: Steps, world: World) -> None:
    for step in world.steps:
        if step.is_held:
            stage = PLANS[world.tasks[step.task_id].plan].stages[step.stage]
            _put(steps, step.task_id, stage.name, step.instance_id, "held", step.started, None)


def _add(steps: Steps, trace: Trace, status: str) -> None:
    if trace.kind == "step":
        _put(
            steps, trace.task_id, trace.name, trace.instance_id, status, trace.started, trace.ended
        )


def _put(
    steps: Steps,
    task_id: str,
    stage: str,
    instance_id: str,
    status: str,
    started: int,
    ended: int | None,
) -> None:
    steps.setdefault(task_id, {}).setdefault(stage, {})[instance_id] = {
        "status": status,
        "started": instants.as_exact_text(started),
        "ended": None if ended is None else instants.as_exact_text(ended),
    }


def _task(world: World, task: Task, stages: dict[str, dict[str, dict[str, Any]]]) -> object:
    is_over = task.state is not TaskState.RUNNING
    return {
        "task_id": task.task_id,
        "cluster_id": task.cluster_id,
        "operation": task.plan,
        "state": task.state.value,
        "started": instants.as_exact_text(task.created),
        "ended": instants.as_exact_text(task.updated) if is_over else None,
        "error_code": task.error_code or None,
        "stages": [
            {
                "stage": stage.name,
                "scope": stage.scope,
                "steps": [
                    _names(world, task, instance_id) | step
                    for instance_id, step in stages[stage.name].items()
                ],
            }
            for stage in PLANS[task.plan].stages
            if stage.name in stages
        ],
    }


def _names(world: World, task: Task, instance_id: str) -> dict[str, str]:
    if not instance_id:
        return {}
    node = world.nodes.get(instance_id)
    if node is None:
        return {"instance_id": instance_id}
    return {"instance_id": instance_id, "node": ids.node_name(task.cluster_id, node.number)}
