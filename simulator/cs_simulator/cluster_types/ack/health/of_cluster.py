"""What is wrong with a cluster as a whole: its state, its last tasks, its version."""

from collections.abc import Iterator

from cs_simulator.catalog import kubernetes_versions
from cs_simulator.cluster_types.ack import addons, kept, kinds
from cs_simulator.cluster_types.ack.health.finding import Finding, Scene
from cs_simulator.cluster_types.ack.kinds import Kind
from cs_simulator.domain import instants
from cs_simulator.domain.records import ClusterState, Task, TaskState

_BROKEN = frozenset(
    {
        ClusterState.FAILED,
        ClusterState.DELETE_FAILED,
        ClusterState.UNAVAILABLE,
        ClusterState.DISCONNECTED,
    }
)
EXAMINATIONS = {
    "CreateClusterDiagnosis": "diagnosis",
    "RunClusterInspect": "inspection",
    "RunClusterCheck": "check",
}
"""The operations that examine a cluster, each with what it makes; their tasks are not findings."""
_LOOKED_AT_ELSEWHERE = {*EXAMINATIONS, addons.INSTALL, addons.UPGRADE, addons.UNINSTALL}


def broken(scene: Scene) -> Iterator[Finding]:
    """Yield the cluster, if its state is one of those that it does not leave by itself."""
    cluster = scene.cluster
    if cluster.state in _BROKEN and cluster.updated <= scene.at:
        state, reason = cluster.state.value, cluster.error_message
        message = f"the cluster is {state}" + (f": {reason}" if reason else "")
        yield Finding(cluster.cluster_id, state, message)


def tasks_failed(scene: Scene) -> Iterator[Finding]:
    """Yield the tasks that failed and were not repeated with success."""
    for task in _last_tasks(scene):
        if task.state is TaskState.FAILED:
            about = f" of node pool {task.group_id}" if task.group_id else ""
            reason = f"{task.error_code}: {task.error_message}"
            message = f"{task.operation}{about} failed: {reason}"
            yield Finding(task.task_id, "failed", message)


def _last_tasks(scene: Scene) -> Iterator[Task]:
    """The last task of each operation on the cluster and on each of its pools, if it has ended."""
    world, last = scene.world, dict[tuple[str, str], Task]()
    for task_id in world.cluster_tasks[scene.cluster.cluster_id]:
        task = world.tasks[task_id]
        if task.created <= scene.at and task.operation not in _LOOKED_AT_ELSEWHERE:
            last[task.operation, task.group_id] = task
    for task in last.values():
        is_there = not task.group_id or world.node_groups.get(task.group_id) is not None
        if is_there and task.has_ended and task.updated <= scene.at:
            yield task


def unsupported(scene: Scene) -> Iterator[Finding]:
    """Yield the cluster, if support of its version of Kubernetes has ended."""
    version = _version(scene)
    present = kubernetes_versions.like(version)
    if present and present.ends < instants.as_text(scene.at)[:10]:
        message = f"support of Kubernetes {version} ended on {present.ends}"
        yield Finding(scene.cluster.cluster_id, version, message)


def upgradable(scene: Scene) -> Iterator[Finding]:
    """Yield the cluster, if it can be upgraded."""
    version, fixed = _version(scene), scene.world.options.kubernetes_versions
    if kinds.kind_of_cluster(scene.cluster) is Kind.REGISTERED:
        return
    targets = kubernetes_versions.upgrade_targets(version, scene.at, fixed=fixed)
    if targets:
        newer = ", ".join(row.version for row in targets)
        message = f"Kubernetes {version} can be upgraded to {newer}"
        yield Finding(scene.cluster.cluster_id, version, message)


def _version(scene: Scene) -> str:
    return str(kept.made_of(scene.cluster).get("version", ""))
