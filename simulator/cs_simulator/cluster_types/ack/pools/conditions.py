"""The conditions of a node pool: whether the last change of its number of nodes was whole."""

from typing import NamedTuple

from cs_simulator.cluster_types.ack import kept
from cs_simulator.cluster_types.ack.pools import growth
from cs_simulator.cluster_types.ack.pools.properties import keeps_size
from cs_simulator.domain import instants
from cs_simulator.domain.records import Cluster, NodeGroup, NodeState, Task
from cs_simulator.engine import stage_history
from cs_simulator.engine.world import World

SCALING_READY = "ScalingReady"


class _Shortfall(NamedTuple):
    reason: str
    message: str


def conditions(world: World, cluster: Cluster, group: NodeGroup) -> list[dict[str, str]]:
    """The conditions, as DescribeClusterNodePoolDetail answers them."""
    short = _shortfall(world, cluster, group)
    return [
        {
            "last_transition_time": instants.as_text(group.updated, china=True),
            "message": short.message if short else "",
            "reason": short.reason if short else "",
            "status": "False" if short else "True",
            "type": SCALING_READY,
        }
    ]


def _shortfall(world: World, cluster: Cluster, group: NodeGroup) -> _Shortfall | None:
    """Why an idle pool has fewer nodes than it wants; ``None`` if it does not."""
    if group.state not in ("active", "failed"):
        return None
    members = growth.members(world, cluster, group)
    running = sum(node.state is NodeState.RUNNING for node in members)
    sent = kept.sent_of(group)
    wants = group.size if keeps_size(sent) else max(group.size, len(members))
    if running >= wants and group.state == "active":
        return None
    reason, detail = _last_failure(world, group)
    return _Shortfall(
        reason or "NodesMissing", f"{running} of {wants} nodes are running. {detail}".strip()
    )


def _last_failure(world: World, group: NodeGroup) -> tuple[str, str]:
    """Code and text of the last failure in a task of the pool; empty if there was none."""
    for task_id in reversed(list(world.cluster_tasks[group.cluster_id])):
        task = world.tasks[task_id]
        if task.group_id == group.group_id and (failure := _failure_of(task)) is not None:
            return failure
    return "", group.error_message


def _failure_of(task: Task) -> tuple[str, str] | None:
    """Code and text of what failed in a task, or in one of its nodes."""
    if task.error_code:
        return task.error_code, task.error_message
    for failure in stage_history.history_of(task).get("failed", {}).values():
        return failure["code"], failure["message"]
    return None
