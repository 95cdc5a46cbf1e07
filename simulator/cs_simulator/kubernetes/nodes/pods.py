"""What happens to the pods of a node when something happens to the node.

A pod that is deleted while its node is away stays until the node is back. What is on a node that is
drained, lost for long, or removed goes.
"""

from typing import Any

from cs_simulator.cluster_types.ack.pools.properties import node_properties
from cs_simulator.domain.instants import SECOND, later
from cs_simulator.domain.records import KubernetesObject, Node
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import disruptions, objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.nodes import events, loose
from cs_simulator.kubernetes.nodes.life import Past
from cs_simulator.kubernetes.object_index import index_of
from cs_simulator.kubernetes.writing import removal
from cs_simulator.kubernetes.writing.grace import grace_of
from cs_simulator.kubernetes.writing.rewriting import put_again

UNREACHABLE = "node.kubernetes.io/unreachable"
_USUALLY_TOLERATED = 300
"""For how many seconds a pod tolerates that its node is away, unless it says something of it."""
FOR_EVER = 10 * 365 * 24 * 3600
"""A pod that tolerates a taint for so many seconds does so without an end."""
_TRIED_EVERY = 5 * SECOND
"""How often a pod is tried that a budget keeps from being moved away, as by ``kubectl drain``."""
_STATIC = "kubernetes.io/config.mirror"


def of_node(unit: Unit, cluster_id: str, name: str) -> list[tuple[KubernetesObject, Body]]:
    """The pods that are bound to a node, by namespace and name."""
    pods = index_of(unit.world).pods_on(cluster_id, name)
    pods.sort(key=lambda pod: (pod.namespace, pod.name))
    found = [unit.world.kubernetes_objects[pod.key] for pod in pods]
    return [(each, objects.body_of(each)) for each in found]


def node_of(unit: Unit, key: str) -> str:
    """The name of the node that a pod is bound to; empty for none."""
    pod = index_of(unit.world).pod(key)
    return pod.node if pod is not None else ""


def are_to_go(node: Node) -> bool:
    """Whether the service moves the pods of a node away, before it removes it."""
    properties = node_properties(node)
    return bool(properties.get("drains") and properties.get("unschedulable"))


def drain(unit: Unit, cluster_id: str, name: str) -> int:
    """Move the pods of a node away, but for those that belong to each node, as ``drain`` does.

    Returns when those are to be tried again that a budget for disruptions keeps; 0 for none.
    """
    upcoming = 0
    for pod, body in of_node(unit, cluster_id, name):
        owners = body["metadata"].get("ownerReferences") or ()
        is_static = _STATIC in (body["metadata"].get("annotations") or {})
        is_of_node = is_static or any(owner.get("kind") == "DaemonSet" for owner in owners)
        if is_of_node or "deletionTimestamp" in body["metadata"]:
            continue
        if disruptions.refusal_of(unit, pod) is None:
            disruptions.mark(unit, pod)
            _delete(unit, unit.world.kubernetes_objects[pod.key], body)
        else:
            upcoming = unit.now + _TRIED_EVERY
    return upcoming


def evict(unit: Unit, cluster_id: str, name: str, since: int) -> int:
    """Delete the pods that do not tolerate any longer that their node is away.

    Returns when the next ones will not; 0 for never.
    """
    upcoming = []
    for pod, body in of_node(unit, cluster_id, name):
        seconds = _tolerated(body["spec"].get("tolerations"))
        if "deletionTimestamp" in body["metadata"] or seconds is None:
            continue
        due = later(since, seconds * SECOND)
        if due > unit.now:
            upcoming.append(due)
            continue
        _tell(unit, cluster_id, body, due)
        disruptions.write_why(unit, body, *disruptions.BY_TAINT)
        _delete(unit, put_again(unit, pod, body), body)
    return min(upcoming, default=0)


def _tolerated(tolerations: Any) -> int | None:
    """For how many seconds a pod tolerates that its node is away; ``None`` for ever."""
    fitting = [each for each in loose.items(tolerations) if _fits(each)]
    if not fitting:
        return _USUALLY_TOLERATED
    given = [each.get("tolerationSeconds") for each in fitting]
    limits = [seconds for seconds in given if isinstance(seconds, int)]
    return max(min(limits), 0) if limits and min(limits) < FOR_EVER else None


def _fits(toleration: Body) -> bool:
    """Whether a toleration is about the taint of a node that is away, whose value is empty."""
    return (
        toleration.get("effect") in (None, "", "NoExecute")
        and toleration.get("key") in (None, "", UNREACHABLE)
        and (toleration.get("operator") == "Exists" or toleration.get("value") in (None, ""))
        and (bool(toleration.get("key")) or toleration.get("operator") == "Exists")
    )


def _tell(unit: Unit, cluster_id: str, pod: Body, at: int) -> None:
    metadata = pod["metadata"]
    about = {
        "kind": "Pod",
        "namespace": metadata["namespace"],
        "name": metadata["name"],
        "uid": metadata["uid"],
        "apiVersion": "v1",
    }
    message = f"Marking for deletion Pod {metadata['namespace']}/{metadata['name']}"
    if not events.is_kept(unit, at):
        return
    past = Past("TaintManagerEviction", at)
    events.put_event(unit, cluster_id, about, past, message, events.EVICTION)


def _delete(unit: Unit, pod: KubernetesObject, body: Body) -> None:
    """Delete a pod, unless it is on its way out."""
    if "deletionTimestamp" not in body["metadata"]:
        removal.begin(unit, pod, grace=grace_of(unit.world, pod))


def end_deleted(unit: Unit, cluster_id: str, name: str) -> None:
    """Let go what was deleted while the node was away."""
    for pod in index_of(unit.world).pods_on(cluster_id, name):
        found = unit.world.kubernetes_objects.get(pod.key)
        if found is None or not pod.is_going:
            continue
        body = objects.body_of(found)
        body["metadata"]["deletionGracePeriodSeconds"] = 0
        if removal.is_due(body):
            removal.remove(unit, found)
        else:  # finalizers hold it
            put_again(unit, found, body)


def remove_all(unit: Unit, cluster_id: str, name: str) -> None:
    """Remove the pods of a node that is gone, whatever they tolerate."""
    for pod, body in of_node(unit, cluster_id, name):
        if body["metadata"].get("finalizers"):
            removal.begin(unit, pod)
        else:
            removal.remove(unit, pod)
