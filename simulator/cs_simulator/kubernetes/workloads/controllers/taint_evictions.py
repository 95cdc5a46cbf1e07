"""Deleting the pods of nodes that get taints with the effect NoExecute.

After ``pkg/controller/tainteviction`` of Kubernetes: a pod that does not tolerate one of the taints
goes at once, one that tolerates all of them for some seconds goes after the fewest of these,
counted from when its node was first seen with such taints. The taint of a node that is away is left
to the mirror of nodes.
"""

from collections.abc import Iterable

from cs_simulator.domain.instants import SECOND, later
from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes import disruptions, objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import items
from cs_simulator.kubernetes.kinds.core.pods import PODS
from cs_simulator.kubernetes.node_facts import NODES, Taint, read_node
from cs_simulator.kubernetes.nodes import events, timers
from cs_simulator.kubernetes.nodes.pods import FOR_EVER, UNREACHABLE
from cs_simulator.kubernetes.object_index import index_of
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.controllers._controller import Change, Controller
from cs_simulator.kubernetes.workloads.node_selection import NO_EXECUTE, tolerates
from cs_simulator.kubernetes.workloads.reports import report

TIMER = "taint-eviction"
_REASON = "TaintManagerEviction"


def pods_of_tainted(change: Change) -> Iterable[str]:
    """The pods of a node whose taints drive away others than before."""
    before, after = change.before, change.after
    if after is None or _taints(before) == _taints(after):
        return ()
    return [pod.key for pod in index_of(change.world).pods_on(after.cluster_id, after.name)]


def pods_that_may_go(change: Change) -> Iterable[str]:
    """A pod on a node that has such taints, and one for which a timer may be left."""
    before, after = change.before, change.after
    is_another = before is not None and (after is None or after.uid != before.uid)
    if is_another or (after is not None and _taints_under(change.world, after)):
        return (change.found.key,)
    return ()


def reconcile(unit: Unit, cluster: Cluster, subject: str) -> None:
    """Delete a pod, or have it deleted later, or let it stay."""
    _look_at(unit, cluster, subject.split("/", 2)[2], is_due=False)


def end(unit: Unit, cluster: Cluster, subject: str) -> None:
    """Delete a pod whose time is over."""
    _look_at(unit, cluster, subject, is_due=True)


def _look_at(unit: Unit, cluster: Cluster, subject: str, *, is_due: bool) -> None:
    key = f"{cluster.cluster_id}/{PODS.resource}/{subject}"
    found = unit.world.kubernetes_objects.get(key)
    taints = _taints_under(unit.world, found) if found is not None else []
    body = objects.body_of(found) if found is not None and taints else {}
    if found is None or "deletionTimestamp" in body.get("metadata", {}):
        _set_timer(unit, cluster, subject, 0)
        return
    seconds = _tolerated(items(body, "spec.tolerations"), taints)
    if seconds is None:
        if _set_timer(unit, cluster, subject, 0):
            report(unit, found, _REASON, f"Cancelling deletion of Pod {subject}", events.EVICTION)
    elif is_due or not seconds:
        _set_timer(unit, cluster, subject, 0)
        report(unit, found, _REASON, f"Marking for deletion Pod {subject}", events.EVICTION)
        _delete(unit, found, body)
    elif not timers.is_set(unit, cluster.cluster_id, TIMER, subject):
        _set_timer(unit, cluster, subject, later(unit.now, seconds * SECOND))


def _delete(unit: Unit, found: KubernetesObject, body: Body) -> None:
    disruptions.write_why(unit, body, *disruptions.BY_TAINT)
    making.delete(unit, making.put_if_changed(unit, found, body))


def _set_timer(unit: Unit, cluster: Cluster, subject: str, due: int) -> bool:
    """Have a pod looked at at an instant, 0 for never; returns whether it was to be before."""
    was_set = timers.is_set(unit, cluster.cluster_id, TIMER, subject)
    timers.set_timer(unit, cluster.cluster_id, TIMER, subject, due)
    return was_set


def _tolerated(tolerations: list[Body], taints: list[Taint]) -> int | None:
    """For how many seconds a pod tolerates all of these taints; ``None`` for ever."""
    limits = []
    for taint in taints:
        fitting = next((each for each in tolerations if tolerates(each, taint)), None)
        if fitting is None:
            return 0
        seconds = fitting.get("tolerationSeconds")
        if isinstance(seconds, int) and seconds < FOR_EVER:
            limits.append(max(seconds, 0))
    return min(limits, default=None)


def _taints(node: KubernetesObject | None) -> list[Taint]:
    taints = read_node(node).taints if node is not None else ()
    return _driving_away(taints)


def _driving_away(taints: Iterable[Taint]) -> list[Taint]:
    return [each for each in taints if each.effect == NO_EXECUTE and each.key != UNREACHABLE]


def _taints_under(world: World, found: KubernetesObject) -> list[Taint]:
    """The taints of the node that a pod is bound to."""
    index = index_of(world)
    pod = index.pod(found.key)
    if pod is None or not pod.node:
        return []
    node = index.node(found.cluster_id, objects.key_of(found.cluster_id, NODES, "", pod.node))
    return _driving_away(node.taints) if node is not None else []


TAINT_EVICTIONS = Controller(
    name=events.EVICTION,
    triggers={PODS.resource: pods_that_may_go, NODES: pods_of_tainted},
    reconcile=reconcile,
    timers={TIMER: end},
)
