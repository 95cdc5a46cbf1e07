"""Bringing the Node object of one instance up to what the records say.

What people wrote into it stays: only the status, and those labels, taints and settings that the
records have changed, are written.
"""

from typing import Any

from cs_simulator.cluster_types.ack.pools import nodes
from cs_simulator.domain.records import Cluster, KubernetesObject, Node
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds.coordination import LEASES
from cs_simulator.kubernetes.kinds.core.nodes import NODES
from cs_simulator.kubernetes.nodes import description, events, loose, machine, pods, timers
from cs_simulator.kubernetes.nodes.description import Settings
from cs_simulator.kubernetes.nodes.life import Life, life_of
from cs_simulator.kubernetes.nodes.names import LEASE_NAMESPACE


def mirror(unit: Unit, cluster: Cluster, node: Node, before: Node | None = None) -> None:
    """Bring the Node object of an instance up to date; *before* is the record as it was."""
    life = life_of(unit.world, cluster, node, unit.now)
    upcoming = life.upcoming
    if life.registered:
        body = _put_node(unit, cluster, node, life, before)
        if body is not None:
            due = _follow_pods(unit, cluster, node, life, body["metadata"]["name"])
            upcoming = min((each for each in (upcoming, due) if each), default=0)
    timers.set_timer(unit, cluster.cluster_id, timers.NODE, node.instance_id, upcoming)


def _put_node(
    unit: Unit, cluster: Cluster, node: Node, life: Life, before: Node | None
) -> Body | None:
    """Put the object as it is to be; returns it, or nothing if somebody has one of its name."""
    name = nodes.name_of(cluster, node)
    found = objects.find(unit.world, cluster.cluster_id, NODES.resource, "", name)
    if found is None:
        body = description.new_body(unit, cluster, node, life)
        _report(unit, cluster, node, life, body)
        objects.put(unit, cluster.cluster_id, NODES, body)
        _put_lease(unit, cluster, body)
        events.tell_of(unit, cluster.cluster_id, body, life.past)
        return body
    body = objects.body_of(found)
    if not is_of(body, cluster, node.instance_id):
        return None
    if before is not None:
        was = description.settings_of(unit.world, cluster, before)
        _apply(body, was, description.settings_of(unit.world, cluster, node))
    _report(unit, cluster, node, life, body)
    put_if_changed(unit, found, body)
    events.tell_of(unit, cluster.cluster_id, body, [it for it in life.past if it.at == unit.now])
    return body


def _follow_pods(unit: Unit, cluster: Cluster, node: Node, life: Life, name: str) -> int:
    """Do with the pods of a node what its state means; returns when more is to be done, or 0."""
    if pods.are_to_go(node):
        return pods.drain(unit, cluster.cluster_id, name)
    if life.is_silent:
        return pods.evict(unit, cluster.cluster_id, name, life.since)
    if life.since == unit.now:  # it has just been heard of again
        pods.end_deleted(unit, cluster.cluster_id, name)
    return 0


def is_of(body: Body, cluster: Cluster, instance_id: str) -> bool:
    """Whether a Node object is that of an instance, and not somebody's of the same name."""
    provider = loose.text(loose.part(body, "spec").get("providerID"))
    return provider in ("", f"{cluster.region_id}.{instance_id}")


def instance_of(world: World, cluster_id: str, name: str) -> Node | None:
    """The instance that a Node object of that name is of."""
    found = objects.find(world, cluster_id, NODES.resource, "", name) if name else None
    if found is None:
        return None
    provider = loose.part(objects.read(found), "spec").get("providerID")
    node = world.nodes.get(loose.text(provider).rpartition(".")[2])
    return node if node is not None and node.cluster_id == cluster_id else None


def put_if_changed(unit: Unit, found: KubernetesObject, body: Body) -> None:
    """Put a Node object, unless it is as it was."""
    if body != objects.read(found):
        objects.put(unit, found.cluster_id, NODES, body)


def _report(unit: Unit, cluster: Cluster, node: Node, life: Life, body: Body) -> None:
    """Write the status, and the taints of the cluster, into a Node object."""
    status = loose.own_part(body, "status")
    for name, value in description.status_of(unit, cluster, node, life).items():
        status[name] = _merged(name, status.get(name), value)
    control(body, life)


def _merged(name: str, before: Any, now: Any) -> Any:
    """A field of the status: conditions and resources that others report stay."""
    if name in ("capacity", "allocatable"):
        return {**(before if isinstance(before, dict) else {}), **now}
    if name == "conditions":
        others = [
            each
            for each in loose.items(before)
            if loose.text(each.get("type")) not in description.OWN_CONDITIONS
        ]
        return [*others, *now]
    return now


def control(body: Body, life: Life) -> None:
    """Set the taints that the cluster puts onto a node, and leave the others."""
    spec = loose.own_part(body, "spec")
    wanted = description.controlled_taints(life, unschedulable=bool(spec.get("unschedulable")))
    others = [
        taint
        for taint in loose.items(spec.get("taints"))
        if taint.get("key") not in description.CONTROLLED_TAINTS
    ]
    _set(spec, "taints", [*others, *wanted])


def _apply(body: Body, was: Settings, now: Settings) -> None:
    """Write what has changed of the labels, taints and settings of the record."""
    labels = loose.own_part(body["metadata"], "labels")
    for key in was.labels.keys() - now.labels.keys():
        labels.pop(key, None)
    labels.update({k: v for k, v in now.labels.items() if was.labels.get(k) != v})
    spec = loose.own_part(body, "spec")
    if was.unschedulable != now.unschedulable:
        _set(spec, "unschedulable", now.unschedulable)
    changed = [[key, effect] for key, _, effect in {*was.taints} ^ {*now.taints}]
    taints = [
        taint
        for taint in loose.items(spec.get("taints"))
        if [taint.get("key"), taint.get("effect")] not in changed
    ]
    new = [taint for taint in now.taints if [taint[0], taint[2]] in changed]
    _set(spec, "taints", [*taints, *(description.taint_of(*taint) for taint in new)])


def _set(spec: Body, name: str, value: Any) -> None:
    """Set a field, or leave it out if it is empty."""
    if value:
        spec[name] = value
    else:
        spec.pop(name, None)


def _put_lease(unit: Unit, cluster: Cluster, node: Body) -> None:
    """Put the Lease by which the agent says that it lives; when it did last is computed."""
    metadata = node["metadata"]
    key = ("kubernetes lease", metadata["uid"])
    owner = {"apiVersion": "v1", "kind": "Node", "name": metadata["name"], "uid": metadata["uid"]}
    body = {
        "metadata": {
            "name": metadata["name"],
            "namespace": LEASE_NAMESPACE,
            "uid": machine.dashed(unit.random_for(*key).uuid4()),
            "creationTimestamp": metadata["creationTimestamp"],
            "ownerReferences": [owner],
        },
        "spec": {
            "holderIdentity": metadata["name"],
            "leaseDurationSeconds": 40,
            "renewTime": metadata["creationTimestamp"][:-1] + ".000000Z",
        },
    }
    objects.put(unit, cluster.cluster_id, LEASES, body)


def follow_object(unit: Unit, found: KubernetesObject) -> None:
    """Put the taint that says whether pods may come, after somebody has changed a Node object."""
    body = objects.body_of(found)
    spec = loose.part(body, "spec")
    taints = loose.items(spec.get("taints"))
    others = [each for each in taints if each.get("key") != description.CORDONED]
    wanted = description.cordoned(bool(spec.get("unschedulable")))
    _set(spec, "taints", [*others, *wanted])
    put_if_changed(unit, found, body)
