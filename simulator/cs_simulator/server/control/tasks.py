"""``tasks``: what is under way; holding it, letting it go on, and ending it by hand."""

from cs_simulator.catalog import errors
from cs_simulator.domain import instants
from cs_simulator.domain.errors import ApiError, ErrorSpec
from cs_simulator.domain.plans import PLANS
from cs_simulator.domain.records import Step, Task, TaskState
from cs_simulator.engine import manual_override
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.server.control._request import ControlCall, ControlError, route


@route("GET", "tasks")
async def list_tasks(call: ControlCall) -> object:
    """List the tenant's tasks with the steps that are under way."""
    tenant = await call.tenant()
    tenant.catch_up(call.simulator.edge.monotonic())
    return {"tasks": [_object(tenant.world, task) for task in tenant.world.tasks]}


@route("GET", "tasks/{task_id}")
async def get_task(call: ControlCall) -> object:
    """Show a task with the steps that are under way."""
    tenant = await call.tenant()
    tenant.catch_up(call.simulator.edge.monotonic())
    return _object(tenant.world, _task(tenant.world, call.subject))


@route("PATCH", "tasks/{task_id}", takes=("is_held", "instance_id", "state", "code", "message"))
async def patch_task(call: ControlCall) -> object:
    """Hold or release it (``is_held``), of one node (``instance_id``), or end it (``state``)."""
    tenant = await call.tenant()
    reading = call.simulator.edge.monotonic()
    tenant.catch_up(reading)
    task = _task(tenant.world, call.subject)
    if task.state is not TaskState.RUNNING:
        raise ControlError(f"the task is over: {task.state}", status=409, code="TaskState")
    change = _ending if "state" in call.body else _holding
    tenant.change(reading, lambda unit: change(unit, task, call.body))
    await call.simulator.keep(tenant)
    return _object(tenant.world, _task(tenant.world, call.subject))


def _holding(unit: Unit, task: Task, body: dict[str, object]) -> None:
    is_held, instance_id = body.get("is_held"), body.get("instance_id", "")
    if not isinstance(is_held, bool) or "code" in body or "message" in body:
        raise ControlError("give is_held, true or false; or state, success or failed")
    steps = manual_override.steps_of(unit.world, task, str(instance_id))
    if not steps:
        raise ControlError(f"nothing of {instance_id!r} is under way in this task")
    (manual_override.hold if is_held else manual_override.release)(unit, steps)


def _ending(unit: Unit, task: Task, body: dict[str, object]) -> None:
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
    """What the log is to say: a code of the caller's choice, or that it was canceled."""
    code, message = body.get("code"), body.get("message", "")
    if code is None:
        return errors.TASK_CANCELED()
    if not isinstance(code, str) or not isinstance(message, str) or not code.isprintable():
        raise ControlError("code and message are texts")
    spec = ErrorSpec(code, 400, message or code)
    return ApiError(spec, spec.message)


def _task(world: World, task_id: str) -> Task:
    task = world.tasks.get(task_id)
    if task is None:
        raise ControlError(f"there is no task {task_id!r}", status=404, code="NotFound")
    return task


def _object(world: World, task: Task) -> dict[str, object]:
    return {
        "task_id": task.task_id,
        "cluster_id": task.cluster_id,
        "operation": task.plan,
        "state": task.state.value,
        "created": instants.as_exact_text(task.created),
        "updated": instants.as_exact_text(task.updated),
        "error_code": task.error_code or None,
        "error_message": task.error_message or None,
        "steps": [_step(task, step) for step in manual_override.steps_of(world, task)],
    }


def _step(task: Task, step: Step) -> dict[str, object]:
    return {
        "stage": PLANS[task.plan].stages[step.stage].name,
        "instance_id": step.instance_id or None,
        "started": instants.as_exact_text(step.started),
        "due": None if step.is_held else instants.as_exact_text(step.due),
        "is_held": step.is_held,
    }
