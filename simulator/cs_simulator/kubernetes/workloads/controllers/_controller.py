"""What a controller is: a row of its module."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds._reading import items, text


class Change(NamedTuple):
    """An object that was put, changed or removed since the controllers ran last."""

    world: World
    before: KubernetesObject | None
    """``None`` if it is new."""
    after: KubernetesObject | None
    """``None`` if it is gone."""

    @property
    def found(self) -> KubernetesObject:
        """The object as it is, or as it was last."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change of nothing")
        return found


Trigger = Callable[[Change], Iterable[str]]
"""The subjects that a controller has to look at after a change, mostly keys of objects."""
Reconcile = Callable[[Unit, Cluster, str], KubernetesObject | None]
"""Takes the unit of work, the cluster and a subject, and brings the objects to what they say.

It is called again after each change that concerns the subject, its own ones included: it has to put
nothing where nothing is to be changed. The subject may be gone by then. It may return
the subject as it has left it, if it would find nothing to do in that: it is then not called for it.
"""


class Controller(NamedTuple):
    """A controller. Rows come in the order in which they run."""

    name: str
    """As in the events that it reports: ``replicaset-controller``."""
    triggers: Mapping[str, Trigger]
    """By resource, such as ``pods`` or ``replicasets.apps``."""
    reconcile: Reconcile
    timers: Mapping[str, Reconcile] = {}
    """By kind of timer: what is done when one is due; it gets the subject of the timer."""


def itself(change: Change) -> Iterable[str]:
    """The key of the object that has changed, also if it is gone."""
    return (change.found.key,)


def controlled_by(resource: str, kind: str) -> Trigger:
    """What finds the owner of this kind that controls the object, or did before the change."""

    def owners(change: Change) -> Iterable[str]:
        found = (each for each in (change.before, change.after) if each is not None)
        return dict.fromkeys(key for each in found if (key := _controller_of(each, resource, kind)))

    return owners


def _controller_of(found: KubernetesObject, resource: str, kind: str) -> str:
    if '"ownerReferences"' not in found.body:
        return ""
    for reference in items(objects.read(found), "metadata.ownerReferences"):
        if reference.get("controller") is True and reference.get("kind") == kind:
            name = text(reference, "name")
            return objects.key_of(found.cluster_id, resource, found.namespace, name)
    return ""
