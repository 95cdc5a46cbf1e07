"""``GET /clusters/{cluster_id}/tasks``: the cluster's tasks, newest first, in pages.

What the service does: answers ``tasks`` and ``page_info``. It came after the Swarm clusters.

Differs from the service: no difference is known.
"""

from cs_simulator.domain import instants
from cs_simulator.domain.records import Task
from cs_simulator.engine import poll_targets
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._clusters import cluster_id_of, existing_cluster
from cs_simulator.operations._kept_replies import kept_parts
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._paging import page_of

DEFAULT_PAGE_SIZE = 50


@operation(
    "DescribeClusterTasks",
    "GET",
    "/clusters/{cluster_id}/tasks",
    poll_target=lambda world, call: poll_targets.cluster_target(world, cluster_id_of(call)),
)
def describe_cluster_tasks(call: Call, unit: Unit) -> Reply:
    """Answer one page of the tasks."""
    world, cluster_id = unit.world, existing_cluster(call, unit).cluster_id
    info, tasks = kept_parts(call, world, cluster_id, lambda: _page(call, world, cluster_id))
    return Reply(
        body={"page_info": info, "request_id": call.request_id, "tasks": tasks},
        cluster_id=cluster_id,
    )


def _page(call: Call, world: World, cluster_id: str) -> tuple[object, ...]:
    """What the page says of itself, and its tasks."""
    page = page_of(call, "page_number", "page_size", DEFAULT_PAGE_SIZE)
    newest_first = world.cluster_tasks[cluster_id][::-1]
    china = world.options.china_times
    tasks = (world.tasks[task_id] for task_id in page.of(newest_first))
    return page.info(len(newest_first)), [_task_object(world, task, china) for task in tasks]


def _task_object(world: World, task: Task, china: bool) -> dict[str, object]:
    found: dict[str, object] = {
        "created": instants.as_text(task.created, china=china),
        "state": task.state.value,
        "task_id": task.task_id,
        "task_type": world.cluster_types.plans[task.plan].task_type,
        "updated": instants.as_text(task.updated, china=china),
    }
    if task.error_code:
        found["error"] = {"code": task.error_code, "message": task.error_message}
    return found
