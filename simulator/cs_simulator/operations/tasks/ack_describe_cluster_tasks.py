"""``GET /clusters/{cluster_id}/tasks``: the tasks of a Kubernetes cluster, newest first, in pages.

What the service does: answers ``tasks``, by page numbers or by ``next_token`` and ``max_results``.
The vendor's own client also filters by ``state``, ``type`` and ``target_id``, and asks for the
whole task of each with ``detail=true``.

Differs from the service: ``fail`` and ``failed`` are one state to the filter.
"""

from collections.abc import Iterator

from cs_simulator.domain import instants
from cs_simulator.domain.records import Task
from cs_simulator.engine import poll_targets
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._clusters import cluster_id_of, existing_cluster
from cs_simulator.operations._kept_replies import kept_parts
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._token_paging import piece_of
from cs_simulator.operations.tasks._task_object import error_of, state_of, target_of, task_object

DEFAULT_SIZE = 20
_FAILED = {"fail": "failed"}


@operation(
    "DescribeClusterTasks",
    "GET",
    "/clusters/{cluster_id}/tasks",
    cluster_type="ack",
    poll_target=lambda world, call: poll_targets.tasks_target(world, cluster_id_of(call)),
)
def describe_kubernetes_tasks(call: Call, unit: Unit) -> Reply:
    """Answer one page of the tasks that the filters leave."""
    world, cluster_id = unit.world, existing_cluster(call, unit).cluster_id
    token, info, tasks = kept_parts(call, world, cluster_id, lambda: _page(call, world, cluster_id))
    return Reply(
        body={
            "next_token": token,
            "page_info": info,
            "requestId": call.request_id,
            "tasks": tasks,
        },
        cluster_id=cluster_id,
    )


def _page(call: Call, world: World, cluster_id: str) -> tuple[object, ...]:
    """What leads to the next page, what the page says of itself, and its tasks."""
    piece = piece_of(call, DEFAULT_SIZE)
    tasks = [*_wanted(world, cluster_id, call)]
    shown = tasks[piece.first : piece.first + piece.size]
    has_detail = call.query.get("detail", "").lower() == "true"
    info = piece.info(len(tasks))
    listed = [_listed(world, task, has_detail) for task in shown]
    return info["next_token"], info["page_info"], listed


def _wanted(world: World, cluster_id: str, call: Call) -> Iterator[Task]:
    """The tasks of a cluster that meet the filters of a call, newest first."""
    state, kind = call.query.get("state", "").lower(), call.query.get("type", "")
    target_id = call.query.get("target_id", "")
    for task_id in reversed(world.cluster_tasks[cluster_id]):
        task = world.tasks[task_id]
        plan = world.cluster_types.plans[task.plan]
        if (
            (not state or _FAILED.get(state, state) == task.state.value)
            and kind in ("", plan.task_type)
            and target_id in ("", target_of(task)["id"])
        ):
            yield task


def _listed(world: World, task: Task, has_detail: bool) -> dict[str, object]:
    """A task as the list shows it."""
    plan = world.cluster_types.plans[task.plan]
    found: dict[str, object] = {
        "created": instants.as_text(task.created, china=True),
        "error": error_of(task),
        "state": state_of(task, plan),
        "task_id": task.task_id,
        "task_type": plan.task_type,
        "updated": instants.as_fractional_text(task.updated),
    }
    if has_detail:
        found |= {"cluster_id": task.cluster_id, "task": task_object(world, task)}
    return found
