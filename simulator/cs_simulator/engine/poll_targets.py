"""What reads are about: for each kind of read, what a client sees, and whether it may change.

Under the ``polling`` clock (:mod:`cs_simulator.engine.polling`) reading it again moves time.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cs_simulator.domain.records import NodeState, TaskState
from cs_simulator.engine import cluster_nodes, provisioning
from cs_simulator.engine.world import World


@dataclass(frozen=True, slots=True)
class PollTarget:
    """What a read is about."""

    name: str
    """The key under which a tenant remembers how the target was last seen."""
    view: Callable[[], object]
    """Returns what a client sees of it now, as JSON; time moves until that changes."""
    is_in_progress: Callable[[], bool]
    """Returns whether it may still change without a call."""
    clusters: Callable[[], Iterable[str]]
    """Returns the ids of the clusters whose steps may change it."""


def _of_cluster(world: World, kind: str, cluster_id: str, view: Callable[[], object]) -> PollTarget:
    """A read of something that the steps of one cluster change."""
    return PollTarget(
        f"{kind} {cluster_id}",
        view,
        lambda: _cluster_may_change(world, cluster_id),
        lambda: (cluster_id,),
    )


def cluster_target(world: World, cluster_id: str) -> PollTarget:
    """A read of one cluster: its state, and its size if that changes by itself."""
    return _of_cluster(world, "cluster", cluster_id, lambda: _cluster_view(world, cluster_id))


def all_clusters_target(world: World) -> PollTarget:
    """A read of the list: the clusters that have tasks in progress, each as a read of it alone."""
    return PollTarget(
        "clusters",
        lambda: [
            f"{cluster_id} {view}"
            for cluster_id in world.cluster_steps.groups
            if (view := _cluster_view(world, cluster_id))
        ],
        lambda: any(_cluster_may_change(world, each) for each in world.cluster_steps.groups),
        lambda: world.cluster_steps.groups,
    )


def _cluster_view(world: World, cluster_id: str) -> str | None:
    cluster = world.clusters.get(cluster_id)
    if cluster is None:
        return None
    if cluster_id in world.cluster_groups:  # they grow while the state of the cluster stays
        return f"{cluster.state.value} {cluster.size}"
    return cluster.state.value


def group_target(world: World, group_id: str) -> PollTarget:
    """A read of a group of nodes: its state, and the states of its nodes."""

    def view() -> object:
        group = world.node_groups.get(group_id)
        if group is None:
            return None
        nodes = cluster_nodes.of_group(world, world.clusters[group.cluster_id], group)
        return [group.state, *(node.state.value for node in nodes)]

    def clusters() -> Iterable[str]:
        group = world.node_groups.get(group_id)
        return (group.cluster_id,) if group else ()

    return PollTarget(
        f"group {group_id}", view, lambda: _group_may_change(world, group_id), clusters
    )


def groups_target(world: World, cluster_id: str) -> PollTarget:
    """A read of all groups of a cluster: their states, and how many nodes of each run."""

    def view() -> object:
        return [
            f"{group.group_id} {group.state} {_running_nodes(world, group.group_id)}"
            for group in world.groups_of(cluster_id)
        ]

    return _of_cluster(world, "groups", cluster_id, view)


def _running_nodes(world: World, group_id: str) -> int:
    return sum(node.state is NodeState.RUNNING for node in world.nodes_of_group(group_id))


def tasks_target(world: World, cluster_id: str) -> PollTarget:
    """A read of the tasks of a cluster: the states of those that have not ended."""

    def view() -> object:
        tasks = provisioning.running_tasks(world, cluster_id)
        return [f"{task.task_id} {task.state.value}" for task in tasks]

    return _of_cluster(world, "tasks", cluster_id, view)


def components_target(
    world: World, cluster_id: str, name: str, states: Callable[[], list[str]]
) -> PollTarget:
    """A read of what is installed in a cluster: its tasks, and the *states* that pods decide.

    *name* is that of the component; empty for all.
    """
    tasks = tasks_target(world, cluster_id)
    return PollTarget(
        f"components {cluster_id}/{name}",
        lambda: [tasks.view(), *states()],
        lambda: _objects_may_change(world, cluster_id),
        tasks.clusters,
    )


def task_target(world: World, task_id: str) -> PollTarget:
    """A read of one task: its state."""

    def view() -> str | None:
        task = world.tasks.get(task_id)
        return task and task.state.value

    def clusters() -> Iterable[str]:
        task = world.tasks.get(task_id)
        return (task.cluster_id,) if task else ()

    return PollTarget(f"task {task_id}", view, lambda: _task_may_change(world, task_id), clusters)


def nodes_target(world: World, cluster_id: str) -> PollTarget:
    """A read of a cluster's nodes: their states and statuses."""

    def view() -> object:
        return [
            f"{node.instance_id} {node.state.value} {node.instance_status}"
            for node in world.nodes_of(cluster_id)
        ]

    return _of_cluster(world, "nodes", cluster_id, view)


def log_target(world: World, cluster_id: str) -> PollTarget:
    """A read of a cluster's log: every step that is run may add a line."""

    def view() -> object:
        serials = world.cluster_steps[cluster_id]
        return [f"{serial} {world.steps[serial].stage}" for serial in serials]

    return _of_cluster(world, "log", cluster_id, view)


def objects_target(world: World, cluster_id: str, resource: str) -> PollTarget:
    """A read of the objects of a kind in the Kubernetes API of a cluster."""
    place = f"{cluster_id}/{resource}"
    return _of_objects(world, "objects", place, lambda: world.kubernetes_changes[place])


def object_target(world: World, key: str) -> PollTarget:
    """A read of one object in the Kubernetes API of a cluster, by its key."""

    def view() -> int | None:
        found = world.kubernetes_objects.get(key)
        return found and found.version

    return _of_objects(world, "object", key, view)


def _of_objects(world: World, kind: str, key: str, view: Callable[[], object]) -> PollTarget:
    """A read of objects, whose keys begin with the id of their cluster."""
    return PollTarget(
        f"{kind} {key}",
        view,
        lambda: _objects_may_change(world, key),
        lambda: (key.partition("/")[0],),
    )


def _cluster_may_change(world: World, cluster_id: str) -> bool:
    return any(
        world.tasks[task_id].state is not TaskState.PAUSED
        for task_id in world.open_tasks[cluster_id]
    )


def _task_may_change(world: World, task_id: str) -> bool:
    task = world.tasks.get(task_id)
    return task is not None and not task.has_ended and task.state is not TaskState.PAUSED


def _group_may_change(world: World, group_id: str) -> bool:
    group = world.node_groups.get(group_id)
    # A task of the whole cluster may change its groups, too.
    return group is not None and any(
        task.group_id in ("", group_id) and task.state is not TaskState.PAUSED
        for task in provisioning.running_tasks(world, group.cluster_id)
    )


def _objects_may_change(world: World, key: str) -> bool:
    cluster_id = key.partition("/")[0]
    awaited = world.kubernetes_timers_awaited[cluster_id]
    return awaited > 0 or _cluster_may_change(world, cluster_id)


MAY_CHANGE: dict[str, Callable[[World, str], bool]] = {
    "cluster": _cluster_may_change,
    "nodes": _cluster_may_change,
    "log": _cluster_may_change,
    "groups": _cluster_may_change,
    "tasks": _cluster_may_change,
    "task": _task_may_change,
    "group": _group_may_change,
    "object": _objects_may_change,
    "objects": _objects_may_change,
    "components": _objects_may_change,
}
"""Whether a target may still change, by the first word of its name."""
