"""``tasks``: what is under way; holding it, releasing it, and ending it by hand."""

import re

from cs_simulator.catalog import errors
from cs_simulator.domain.errors import ApiError, ErrorSpec
from cs_simulator.domain.records import Task, TaskState
from cs_simulator.engine import manual_override
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.server.control._request import ControlCall, ControlError, NotFoundError, route
from cs_simulator.server.control.contract import tasks as contract
from cs_simulator.server.control.rendering.tasks import task_under_way

_LONGEST = 128
_CODE = re.compile(rf"[A-Za-z0-9._-]{{1,{_LONGEST}}}")


@route(contract.LIST_TASKS)
async def list_tasks(call: ControlCall) -> contract.TaskList:
    """List the tenant's tasks with the steps that are under way."""
    tenant = await call.tenant()
    tenant.catch_up(call.reading)
    world = tenant.world
    return {"tasks": [task_under_way(world, task) for task in world.tasks]}


@route(contract.GET_TASK)
async def get_task(call: ControlCall) -> contract.Task:
    """Show a task with the steps that are under way."""
    tenant = await call.tenant()
    tenant.catch_up(call.reading)
    return task_under_way(tenant.world, _task(tenant.world, call.subject))


@route(contract.PATCH_TASK)
async def patch_task(call: ControlCall) -> contract.Task:
    """Hold or release it (``is_held``), of one node (``instance_id``), or end it (``state``)."""
    tenant = await call.tenant()
    reading = call.reading
    tenant.catch_up(reading)
    task = _task(tenant.world, call.subject)
    if task.has_ended:
        raise ControlError(f"the task is over: {task.state}", status=409, code="TaskState")
    change = _end if "state" in call.body else _hold_or_release
    tenant.change(reading, lambda unit: change(unit, task, call.body))
    await call.simulator.keep(tenant)
    return task_under_way(tenant.world, _task(tenant.world, call.subject))


def _hold_or_release(unit: Unit, task: Task, body: dict[str, object]) -> None:
    is_held, instance_id = body.get("is_held"), body.get("instance_id", "")
    if not isinstance(is_held, bool) or "code" in body or "message" in body:
        raise ControlError("give is_held, true or false; or state, success or failed")
    steps = manual_override.steps_of(unit.world, task, str(instance_id))
    if not steps:
        raise ControlError(f"nothing of {instance_id!r} is under way in this task")
    (manual_override.hold if is_held else manual_override.release)(unit, steps)


def _end(unit: Unit, task: Task, body: dict[str, object]) -> None:
    if "is_held" in body or "instance_id" in body:
        raise ControlError("give is_held or state, not both")
    match body["state"]:
        case TaskState.SUCCESS.value:
            manual_override.finish(unit, task)
        case TaskState.FAILED.value:
            manual_override.fail(unit, task, _error(body))
        case other:
            raise ControlError(f"state is success or failed, not {other!r}")


def _error(body: dict[str, object]) -> ApiError:
    """The error that the log shows: a code of the caller's choice, or that it was canceled."""
    code, message = body.get("code"), body.get("message", "")
    if code is None:
        return errors.TASK_CANCELED()
    if not isinstance(code, str) or not isinstance(message, str):
        raise ControlError("code and message are texts")
    if not _CODE.fullmatch(code):
        allowed = f"letters, digits, dots, dashes and underscores, at most {_LONGEST}"
        raise ControlError(f"code is of {allowed}, not {code[:_LONGEST]!r}")
    spec = ErrorSpec(code, 400, message or code)
    return ApiError(spec, spec.message)


def _task(world: World, task_id: str) -> Task:
    task = world.tasks.get(task_id)
    if task is None:
        raise NotFoundError("task", task_id)
    return task
