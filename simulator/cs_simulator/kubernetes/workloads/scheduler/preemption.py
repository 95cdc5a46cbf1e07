"""Having pods go for one that is more important."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import disruptions, objects
from cs_simulator.kubernetes.object_index import index_of
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.binding import SCHEDULER
from cs_simulator.kubernetes.workloads.reports import report
from cs_simulator.kubernetes.workloads.scheduler import node_filters as filters
from cs_simulator.kubernetes.workloads.scheduler import verdicts
from cs_simulator.kubernetes.workloads.scheduler.choice import Chooser
from cs_simulator.kubernetes.workloads.scheduler.cluster_ledger import Waiting
from cs_simulator.kubernetes.workloads.scheduler.node_filters import Refusal
from cs_simulator.kubernetes.workloads.scheduler.node_load import NodeLoad
from cs_simulator.kubernetes.workloads.scheduler.wishes import Wish

_MOST_NODES = 100
"""As many nodes are tried, as kube-scheduler does in clusters of up to 1,000 nodes."""


class Answer(NamedTuple):
    """What came of it."""

    message: str
    node: str = ""
    """The node on which there will be room; empty for none."""
    victims: int = 0


class _Plan(NamedTuple):
    """Which pods would have to go from a node; the lowest plan is the best."""

    most_important: int
    importance: int
    fewest: int
    node: str
    victims: tuple[str, ...]


def preempt(
    unit: Unit, chooser: Chooser, waiting: Waiting, refusals: Mapping[str, Refusal]
) -> Answer:
    """Delete the least important pods whose end makes room for a pod.

    *refusals* has why each node will not do as it is.
    """
    wish = waiting.wish
    if not wish.preempts:
        return Answer("preemption: not eligible due to preemptionPolicy=Never.")
    nominated = chooser.ledger.nodes.get(waiting.nominated)
    if nominated is not None and _some_are_going(unit, nominated, wish):
        why = "not eligible due to a terminating pod on the nominated node."
        return Answer(f"preemption: {why}", waiting.nominated)
    plans = list(_plans(unit, chooser, refusals))
    if plans:
        best = min(plans)
        for key in best.victims:
            _delete(unit, key, waiting.key, best.node)
        return Answer("", best.node, best.fewest)
    reasons = (
        verdicts.NO_VICTIMS if each.can_be_helped else verdicts.NOT_HELPFUL
        for each in refusals.values()
    )
    return Answer(f"preemption: {verdicts.counted(len(refusals), reasons)}")


def _some_are_going(unit: Unit, load: NodeLoad, wish: Wish) -> bool:
    index = index_of(unit.world)
    return any(
        other.priority < wish.priority and (pod := index.pod(key)) is not None and pod.is_going
        for key, other in load.pods.items()
    )


def _plans(unit: Unit, chooser: Chooser, refusals: Mapping[str, Refusal]) -> Iterator[_Plan]:
    tried = 0
    for name in sorted(refusals):
        load = chooser.ledger.nodes[name]
        if not refusals[name].can_be_helped or tried >= _MOST_NODES:
            continue
        if all(other.priority >= chooser.wish.priority for other in load.pods.values()):
            continue
        tried += 1
        plan = _plan(unit, chooser, name, load)
        if plan is not None:
            yield plan


def _plan(unit: Unit, chooser: Chooser, name: str, load: NodeLoad) -> _Plan | None:
    """The fewest pods of a node that have to go; ``None`` if that is of no use."""
    wish, facts = chooser.wish, load.facts
    if facts is None or chooser.refusal_by_place(facts) is not None:
        return None
    without = NodeLoad().and_also(chooser.ledger.promised_before(name, wish))
    for key, other in load.pods.items():
        if other.priority >= wish.priority:
            without.add(key, other)
    if filters.refusal_of(wish, facts, without) is not None:
        return None
    table = unit.world.kubernetes_objects
    lower = [(key, other) for key, other in load.pods.items() if key not in without.pods]
    victims = {}
    for key, other in sorted(lower, key=lambda row: (-row[1].priority, table[row[0]].serial)):
        without.add(key, other)
        if filters.refusal_of(wish, facts, without) is not None:
            without.remove(key)
            victims[key] = other.priority
    if not victims:
        return None
    priorities = victims.values()
    return _Plan(max(priorities), sum(priorities), len(victims), name, tuple(victims))


def _delete(unit: Unit, key: str, for_whom: str, node: str) -> None:
    found = unit.world.kubernetes_objects[key]
    body = objects.body_of(found)
    if "deletionTimestamp" in body["metadata"]:
        return
    why = f"{SCHEDULER}: preempting to accommodate a higher priority pod"
    disruptions.write_why(unit, body, "PreemptionByScheduler", why)
    found = making.put_if_changed(unit, found, body)
    preemptor = unit.world.kubernetes_objects[for_whom]
    report(unit, found, "Preempted", f"Preempted by pod {preemptor.uid} on node {node}", SCHEDULER)
    making.delete(unit, found)
