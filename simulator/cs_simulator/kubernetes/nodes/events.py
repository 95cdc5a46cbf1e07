"""The Events that clusters make about their nodes, and how long Events are kept."""

from collections.abc import Iterable
from typing import NamedTuple

from cs_simulator.domain.instants import SECOND, as_text, later
from cs_simulator.domain.records import KubernetesObject
from cs_simulator.domain.records.kubernetes import EXPIRY
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.event_ends import KEPT_FOR, end_of
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds.events import EVENTS
from cs_simulator.kubernetes.nodes import timers
from cs_simulator.kubernetes.nodes.life import Past
from cs_simulator.kubernetes.nodes.machine import dashed
from cs_simulator.kubernetes.nodes.names import EVENT_NAMESPACE
from cs_simulator.kubernetes.object_index import index_of

AGENT, CONTROLLER, EVICTION = "kubelet", "node-controller", "taint-eviction-controller"


class _Row(NamedTuple):
    component: str
    message: str
    """With ``{name}`` for the name of the node."""


_ROWS = {
    "Starting": _Row(AGENT, "Starting kubelet."),
    "RegisteredNode": _Row(CONTROLLER, "Node {name} event: Registered Node {name} in Controller"),
    "NodeReady": _Row(AGENT, "Node {name} status is now: NodeReady"),
    "NodeNotReady": _Row(CONTROLLER, "Node {name} status is now: NodeNotReady"),
    "RemovingNode": _Row(CONTROLLER, "Node {name} event: Removing Node {name} from Controller"),
}


def tell_of(unit: Unit, cluster_id: str, node: Body, past: Iterable[Past]) -> None:
    """Put the Events about what happened to a node, unless they would be gone by now."""
    for each in past:
        if is_kept(unit, each.at):
            _tell(unit, cluster_id, node, each)


def is_kept(unit: Unit, at: int) -> bool:
    """Whether an Event about an instant would still be there at present."""
    return max(unit.now, unit.past_until) < later(at // SECOND * SECOND, KEPT_FOR)


def _tell(unit: Unit, cluster_id: str, node: Body, past: Past) -> None:
    row, name = _ROWS[past.reason], node["metadata"]["name"]
    about = {"kind": "Node", "name": name}
    # The agent does not know the uid of its object, and takes the name for it.
    about["uid"] = name if row.component == AGENT else node["metadata"]["uid"]
    put_event(
        unit, cluster_id, about, past, row.message.format(name=name), row.component,
        host=name if row.component == AGENT else "",
    )  # fmt: skip


def put_event(
    unit: Unit,
    cluster_id: str,
    about: Body,
    past: Past,
    message: str,
    component: str,
    *,
    host: str = "",
) -> None:
    """Put an Event about an object, unless it is there; its name and uid are derived."""
    namespace = about.get("namespace", EVENT_NAMESPACE)
    chance = unit.random_for("kubernetes event", cluster_id, *about.values(), *past)
    name = f"{about['name']}.{chance.hex(16)}"
    if objects.find(unit.world, cluster_id, EVENTS.resource, namespace, name) is not None:
        return
    at = as_text(past.at)
    body: Body = {
        "metadata": {
            "name": name,
            "namespace": namespace,
            "uid": dashed(chance.uuid4()),
            "creationTimestamp": at,
        },
        "involvedObject": about,
        "reason": past.reason,
        "message": message,
        "source": {"component": component, **({"host": host} if host else {})},
        "firstTimestamp": at,
        "lastTimestamp": at,
        "count": 1,
        "type": "Normal",
        "eventTime": None,
        "reportingComponent": component,
        "reportingInstance": host,
    }
    objects.put(unit, cluster_id, EVENTS, body)


def note_new(unit: Unit, found: KubernetesObject) -> None:
    """See to it that a new Event is cleared away in time, whoever made it."""
    timers.set_earlier(unit, found.cluster_id, EXPIRY, end_of(found))


def clear(unit: Unit, cluster_id: str) -> None:
    """Drop the Events that are too old, and look again when the next one is."""
    ends = index_of(unit.world).event_ends
    for found in ends.ended(cluster_id, unit.now):
        objects.drop(unit, found)
    timers.set_timer(unit, cluster_id, EXPIRY, "", ends.next_end(cluster_id))
