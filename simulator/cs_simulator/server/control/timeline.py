"""``timeline``: every task with its steps: past, under way and expected."""

from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator
from itertools import chain

from cs_simulator.domain import instants
from cs_simulator.domain.records import Task, Trace, tables
from cs_simulator.engine import preview
from cs_simulator.engine.world import World
from cs_simulator.server.control._request import ControlCall, NotFoundError, route
from cs_simulator.server.control.contract.tasks import GET_TIMELINE, Step, Timeline
from cs_simulator.server.control.contract.tasks import Task as ShownTask
from cs_simulator.server.control.rendering import tasks as rendering
from cs_simulator.server.service_api.incoming import has_left
from cs_simulator.storage.conditions import equals

# So many steps are shown in one turn of the event loop.
_MANY = 1_000

StepsByTask = dict[str, dict[tuple[str, str | None], Step]]
"""Steps by task, and in a task by stage and instance id."""


@route(GET_TIMELINE)
async def get_timeline(call: ControlCall) -> Timeline:
    """Show tasks with all their steps, past and expected; ``?cluster=`` selects one cluster."""
    tenant = await call.tenant()
    world = tenant.world
    cluster_id = call.request.query.get("cluster", "")
    tasks = [task for task in world.tasks if cluster_id in ("", task.cluster_id)]
    if cluster_id and not tasks:
        raise NotFoundError("cluster", cluster_id)
    now = tenant.catch_up(call.reading)
    coming = await call.simulator.slices.finish(
        preview.preview_timeline(world, now, cluster_id), lambda: has_left(call.request)
    )
    await call.simulator.flush(tenant)
    of_steps = [equals("kind", "step")]
    of_steps += [equals("cluster_id", cluster_id)] if cluster_id else []
    past = await call.simulator.store.history.read(tables.TRACE, tenant.number, of_steps)
    steps = _steps(world, now, coming.traces, past)
    return {
        "now": instants.as_exact_text(now),
        "is_complete": coming.is_complete,
        "tasks": await call.simulator.slices.finish(
            _in_pieces(world, tasks, steps), lambda: has_left(call.request)
        ),
    }


def _in_pieces(
    world: World, tasks: list[Task], steps: Iterator[tuple[str, Step]]
) -> Generator[None, None, list[ShownTask]]:
    """The tasks with their steps; yields from time to time, since there may be very many."""
    of_task: StepsByTask = defaultdict(dict)
    for number, (task_id, step) in enumerate(steps, 1):
        of_task[task_id][step["stage"], step["instance_id"]] = step
        if number % _MANY == 0:
            yield
    shown = []
    for number, task in enumerate(tasks, 1):
        ordered = _in_order(world, task, of_task[task.task_id].values())
        shown.append(rendering.task_object(world, task, ordered))
        if number % (_MANY // 10) == 0:
            yield
    return shown


def _steps(
    world: World, now: int, coming: Iterable[Trace], past: Iterable[Trace]
) -> Iterator[tuple[str, Step]]:
    """Task and step of what is held, of what is still to end, and of what has ended."""
    for step in [step for step in world.steps if step.is_held]:
        task = world.tasks[step.task_id]
        yield step.task_id, rendering.step_under_way(world, task, step)
    expected = (
        (trace, "running" if trace.started <= now else "expected")
        for trace in coming
        if trace.kind == "step"
    )
    ended = ((trace, trace.outcome) for trace in past)
    for trace, status in chain(expected, ended):
        node = rendering.node_name(world, trace.instance_id)
        yield trace.task_id, rendering.step_of_trace(trace, node, status)


def _in_order(world: World, task: Task, steps: Iterable[Step]) -> list[Step]:
    """The steps of a task: stage by stage, and in a stage as they begin."""
    stages = world.cluster_types.plans[task.plan].stages
    positions = {stage.name: position for position, stage in enumerate(stages)}
    # A stage that the plan does not have, as an earlier version may have had it, comes last.
    return sorted(
        steps, key=lambda step: (positions.get(step["stage"], len(stages)), step["started"])
    )
