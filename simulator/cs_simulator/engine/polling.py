"""The ``polling`` clock: a second look at something under way moves time to its next change.

The first look at a thing shows it as it is. A second look that would show the same jumps to the
next instant at which the thing changes. So client code with a polling loop of its own sees every
state, and waits for none; and a client that looks only once does not move time at all.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cs_simulator.engine import timeline
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World


@dataclass(frozen=True, slots=True)
class PollTarget:
    """What a read looks at: a name for it, how it looks now, and the clusters it depends on."""

    subject: str
    view: Callable[[], object]
    clusters: Callable[[], Iterable[str]]


def cluster_target(world: World, cluster_id: str) -> PollTarget:
    """A look at one cluster: its state."""

    def view() -> object:
        cluster = world.clusters.get(cluster_id)
        return cluster and cluster.state.value

    return PollTarget(f"cluster {cluster_id}", view, lambda: [cluster_id])


def all_clusters_target(world: World) -> PollTarget:
    """A look at the list: the states of those clusters that are under way."""
    return PollTarget(
        "clusters",
        lambda: [
            f"{cluster_id} {cluster.state.value}"
            for cluster_id in world.cluster_steps.groups
            if (cluster := world.clusters.get(cluster_id))
        ],
        lambda: list(world.cluster_steps.groups),
    )


def task_target(world: World, task_id: str) -> PollTarget:
    """A look at one task: its state."""
    task = world.tasks.get(task_id)
    return PollTarget(
        f"task {task_id}",
        lambda: (found := world.tasks.get(task_id)) and found.state.value,
        lambda: [task.cluster_id] if task else [],
    )


def nodes_target(world: World, cluster_id: str) -> PollTarget:
    """A look at a cluster's nodes: their states and statuses."""
    return PollTarget(
        f"nodes {cluster_id}",
        lambda: [
            f"{node.instance_id} {node.state.value} {node.instance_status}"
            for node in world.nodes_of(cluster_id)
        ],
        lambda: [cluster_id],
    )


def log_target(world: World, cluster_id: str) -> PollTarget:
    """A look at a cluster's log: every step that is run may add a line."""
    return PollTarget(
        f"log {cluster_id}",
        lambda: [
            f"{serial} {world.steps[serial].stage}" for serial in world.cluster_steps[cluster_id]
        ],
        lambda: [cluster_id],
    )


def jump(unit: Unit, look: PollTarget) -> bool:
    """Run the timeline up to the next change of what is looked at, if it was seen as it is now.

    Gives whether time moved; ``unit.now`` is then the instant of the change.
    """
    world = unit.world
    seen = world.last_seen.get(look.subject)
    if seen is None or seen != look.view() or not _is_under_way(world, look):
        return False

    def enough() -> bool:
        return seen != look.view() or not _is_under_way(world, look)

    ran = timeline.run(unit, timeline.FOREVER, limit=timeline.FOREVER, enough=enough)
    return bool(ran.steps)


def remember(world: World, look: PollTarget) -> None:
    """Note how a thing looked; what is not under way needs no note."""
    if _is_under_way(world, look):
        world.last_seen[look.subject] = look.view()
    else:
        world.last_seen.pop(look.subject, None)


def _is_under_way(world: World, look: PollTarget) -> bool:
    return any(cluster_id in world.cluster_steps for cluster_id in look.clusters())
