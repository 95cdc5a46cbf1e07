"""What a cluster's API has when it is called for the first time: a function of the records.

A cluster whose API nobody has called has no objects, and costs nothing. With the first call its
past is made up: what would have happened since its creation happens then, each at its own instant.
Nodes that are gone by then, and versions of components that are, leave no trace.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from cs_simulator.cluster_types.ack import addons
from cs_simulator.domain.records import Cluster, KubernetesTimer, Node
from cs_simulator.engine.cluster_apis import ClusterApis
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.nodes import alert_rules, belongings, life, mirroring
from cs_simulator.kubernetes.system import installing

_MOST_WITH_A_PAST = 50
"""How many nodes a cluster has at most whose past is made up: each takes some hundredths of a
second. In larger ones components begin to run with the first call."""


def birth(unit: Unit, cluster: Cluster, trusted: str = "") -> None:
    """Make the objects that the cluster would have by now, as its records say.

    They hand out *trusted*, the certificate by which the cluster's address can be verified.
    """
    present, nodes = unit.now, unit.world.nodes_of(cluster.cluster_id)
    unit.past_until = present
    try:
        unit.now = cluster.created
        belongings.put_belongings(unit, cluster, trusted)
        if len(nodes) > _MOST_WITH_A_PAST:
            unit.now = present
            for name, row in installing.running(cluster).items():
                installing.install(unit, cluster, name, row)
        else:
            _live_through(unit, cluster, present)
    finally:
        unit.now, unit.past_until = present, 0
    for node in nodes:
        mirroring.mirror(unit, cluster, node)
    alert_rules.put_alert_rules(unit, cluster)


class _Happening(NamedTuple):
    """Something that the records say has happened."""

    at: int
    number: int
    """Its place among those of the same instant."""
    do: Callable[[], None]


def _live_through(unit: Unit, cluster: Cluster, present: int) -> None:
    """Have everything happen that has, and everything that was due, in the order of time."""
    happenings = sorted(_happenings(unit, cluster), key=lambda each: each[:2])
    happenings.reverse()
    while True:
        timer = _next_timer(unit, cluster.cluster_id, present)
        if happenings and (timer is None or happenings[-1].at <= timer.due):
            at, _, do = happenings.pop()
            unit.now = max(unit.now, at)
            do()
        elif timer is not None:
            unit.now = max(unit.now, timer.due)
            unit.drop(unit.world.kubernetes_timers, timer)
            _apis(unit).fire(unit, timer)
        else:
            return
        _apis(unit).follow(unit)


def _happenings(unit: Unit, cluster: Cluster) -> Iterator[_Happening]:
    """What became of components and nodes, as the records say."""
    number = 0
    since = addons.installed_since(unit.world, cluster)
    for name, row in installing.running(cluster).items():
        yield _Happening(
            since.get(name, cluster.created), number, _installed(unit, cluster, name, row)
        )
        number += 1
    for node in unit.world.nodes_of(cluster.cluster_id):
        lived = life.life_of(unit.world, cluster, node, unit.past_until)
        for at in dict.fromkeys(past.at for past in lived.past):
            yield _Happening(at, number, _mirrored(unit, cluster, node))
            number += 1


def _installed(unit: Unit, cluster: Cluster, name: str, row: addons.Row) -> Callable[[], None]:
    return lambda: installing.install(unit, cluster, name, row)


def _mirrored(unit: Unit, cluster: Cluster, node: Node) -> Callable[[], None]:
    return lambda: mirroring.mirror(unit, cluster, node)


def _next_timer(unit: Unit, cluster_id: str, until: int) -> KubernetesTimer | None:
    """The timer of the cluster that is due next; all others are due later than now."""
    world = unit.world
    timer = world.kubernetes_timers_due.first(world.kubernetes_timers.records)
    if timer is None or timer.due > until:
        return None
    if timer.cluster_id == cluster_id:
        return timer
    own = [world.kubernetes_timers[serial] for serial in world.kubernetes_timers_of[cluster_id]]
    due = [each for each in own if each.due <= until]
    return min(due, key=lambda each: (each.due, each.serial), default=None)


def _apis(unit: Unit) -> ClusterApis:
    """What follows the world; it is there, as somebody calls an API."""
    if unit.world.kubernetes is None:
        raise TypeError("nothing follows this world")
    return unit.world.kubernetes
