"""What operations on examinations of a cluster share: finding one, and what its reads wait for."""

from collections.abc import Callable, Iterator

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack.health import examinations
from cs_simulator.cluster_types.ack.health.examinations import Examination
from cs_simulator.cluster_types.ack.health.finding import Finding, Item
from cs_simulator.cluster_types.ack.health.items import ITEMS
from cs_simulator.domain import instants
from cs_simulator.domain.records import Cluster
from cs_simulator.engine import poll_targets
from cs_simulator.engine.poll_targets import PollTarget
from cs_simulator.engine.world import World
from cs_simulator.operations._clusters import cluster_id_of
from cs_simulator.operations._operation import Call

NORMAL = "normal"
"""The level of an item without findings."""


def existing(world: World, cluster: Cluster, kind: str, name: str) -> Examination:
    """The examination of that kind and name; raises ``InvalidResource.NotFound``."""
    found = examinations.find(world, cluster, kind, name)
    if found is None:
        raise ack_errors.RESOURCE_NOT_FOUND(kind=kind, name=name[:200])
    return found


def one_target(kind: str, parameter: str) -> Callable[[World, Call], PollTarget]:
    """What a read of one examination is about: its task. *parameter* is that of its path."""

    def target(world: World, call: Call) -> PollTarget:
        cluster = world.clusters.get(cluster_id_of(call))
        name = call.parameters[parameter]
        found = examinations.find(world, cluster, kind, name) if cluster else None
        return poll_targets.task_target(world, found.task_id if found else "")

    return target


def all_target(world: World, call: Call) -> PollTarget:
    """What a read of a list of examinations is about: the tasks of the cluster."""
    return poll_targets.tasks_target(world, cluster_id_of(call))


def about(found: Examination, item: Item) -> Iterator[Finding]:
    """What an item found of the node or the pool that was asked for; of all, if none was."""
    chosen = {
        "Node": found.asked.get("nodes"),
        "NodePool": found.asked.get("pools"),
    }.get(item.target)
    for finding in found.findings[item.name]:
        if chosen is None or finding.target in chosen:
            yield finding


def abnormal(found: Examination) -> list[Item]:
    """The items that found something of what was asked for."""
    return [item for item in ITEMS.values() if any(about(found, item))]


def time_of(world: World, at: int) -> str:
    """An instant as answers show it; empty for none."""
    return instants.as_text(at, china=world.options.china_times) if at else ""
