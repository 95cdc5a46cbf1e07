"""Having a controller look at an object again later, by a timer of a kind of its own."""

from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.nodes import timers
from cs_simulator.kubernetes.workloads.controllers._controller import Reconcile

MOST_AT_ONCE = 500
"""How many pods are made for one object at an instant, so that no call takes long."""
_PAUSE = SECOND


def look_again(unit: Unit, found: KubernetesObject, kind: str, due: int) -> None:
    """Have the object looked at at an instant, and not at the one that was set; 0 for never."""
    timers.set_timer(unit, found.cluster_id, kind, _subject(found), due)


def pause(unit: Unit, found: KubernetesObject, kind: str) -> None:
    """Have the object looked at in a second, when more pods may be made."""
    look_again(unit, found, kind, unit.now + _PAUSE)


def is_pausing(unit: Unit, found: KubernetesObject, kind: str) -> bool:
    """Whether no more pods are to be made for an object for now."""
    return timers.is_set(unit, found.cluster_id, kind, _subject(found))


def on_timer(resource: str, reconcile: Reconcile) -> Reconcile:
    """What a timer does that was set here: the controller looks at the object."""

    def fire(unit: Unit, cluster: Cluster, subject: str) -> KubernetesObject | None:
        namespace, _, name = subject.partition("/")
        key = objects.key_of(cluster.cluster_id, resource, namespace, name)
        return reconcile(unit, cluster, key)

    return fire


def _subject(found: KubernetesObject) -> str:
    return f"{found.namespace}/{found.name}"
