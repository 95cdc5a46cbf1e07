"""Removing objects, and what follows from it at once: dependents, owners that wait, namespaces.

What Kubernetes has its garbage collector and its namespace controller for is done here within the
same unit of work. An object without finalizers is removed; one with finalizers gets a
``deletionTimestamp``, and is removed when the last of them is taken away.
"""

from collections import deque
from collections.abc import Callable, Iterable
from functools import cache

from cs_simulator.domain.instants import SECOND, as_text
from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body, registry
from cs_simulator.kubernetes.object_index import index_of
from cs_simulator.kubernetes.writing import options, protected
from cs_simulator.kubernetes.writing.grace import grace_of
from cs_simulator.kubernetes.writing.namespaces import NAMESPACES, with_what_remains
from cs_simulator.kubernetes.writing.owners import Owners
from cs_simulator.kubernetes.writing.paths import value_at
from cs_simulator.kubernetes.writing.rewriting import put_again

DEFINITIONS = "customresourcedefinitions.apiextensions.k8s.io"
_WAITS_FOR_DEPENDENTS = "foregroundDeletion"
_WAITS_FOR_OBJECTS = "customresourcecleanup.apiextensions.k8s.io"


def is_due(body: Body) -> bool:
    """Whether an object that is on its way out is held by nothing any more."""
    metadata = body["metadata"]
    if "deletionTimestamp" not in metadata or metadata.get("finalizers"):
        return False
    if body["kind"] == "Namespace" and value_at(body, "spec.finalizers"):
        return False
    return not metadata.get("deletionGracePeriodSeconds")


def remove(unit: Unit, found: KubernetesObject) -> None:
    """Remove an object whatever holds it, with all that follows."""
    removal = _Removal(unit, found.cluster_id)
    removal.remove(found.key)
    removal.run()


def begin(
    unit: Unit,
    found: KubernetesObject,
    policy: str = options.BACKGROUND,
    grace: int = 0,
) -> Body | None:
    """Delete an object by a propagation policy, as far as its finalizers allow.

    With *grace* seconds it stays until somebody removes it. Returns the object as it was when the
    deletion had begun; ``None`` if it was removed at once.
    """
    removal = _Removal(unit, found.cluster_id)
    begun = removal.begin(found, policy, grace)
    removal.run()
    return begun


class _Removal:
    """What is to be done because of a removal in one cluster, one after the other."""

    def __init__(self, unit: Unit, cluster_id: str) -> None:
        self._unit = unit
        self._objects = unit.world.kubernetes_objects
        self._owners = Owners(unit.world, cluster_id)
        self._to_do: deque[Callable[[], object]] = deque()
        # Objects that others may have held; looked at when nothing else is left to do.
        self._waiting: dict[str, None] = {}

    def run(self) -> None:
        """Do everything, until nothing more follows."""
        while self._to_do or self._waiting:
            if self._to_do:
                self._to_do.popleft()()
                continue
            waiting, self._waiting = self._waiting, {}
            for key in waiting:
                self._release(key)

    def begin(self, found: KubernetesObject, policy: str, grace: int) -> Body | None:
        """Begin with the deletion of one object; what follows is left for :meth:`run`."""
        body = objects.body_of(found)
        metadata = body["metadata"]
        waits_for = _waits_for(found, policy)
        held = metadata.get("finalizers", [])
        if waits_for:
            metadata["finalizers"] = held + [each for each in waits_for if each not in held]
        if policy == options.ORPHAN:
            for each in self._owners.dependents_of(found.uid):
                self._owners.forget(self._unit, each, found.uid)
        if not grace and found.resource != NAMESPACES and not metadata.get("finalizers"):
            self.remove(found.key)
            return None
        marked = self._marked(found, body, grace)
        for each in self._held_by(marked, waits_for):
            self._delete_later(each.key, marked.uid, policy)
        self._waiting[marked.key] = None
        return objects.body_of(marked)

    def remove(self, key: str) -> None:
        """Remove an object later, if it is still there then."""
        self._to_do.append(lambda: self._remove(key))

    def _remove(self, key: str) -> None:
        gone = self._objects.get(key)
        if gone is None:
            return
        objects.drop(self._unit, gone)
        for each in self._owners.dependents_of(gone.uid):
            self._delete_later(each.key, gone.uid, options.BACKGROUND)
        for found in self._waiting_for(gone):
            self._waiting[found.key] = None

    def _waiting_for(self, gone: KubernetesObject) -> Iterable[KubernetesObject]:
        """The objects that cannot go before this one has gone: owners, its namespace, its kind."""
        yield from self._owners.owners_of(objects.read(gone))
        world, cluster_id = self._unit.world, gone.cluster_id
        for resource, name in ((NAMESPACES, gone.namespace), (DEFINITIONS, gone.resource)):
            found = objects.find(world, cluster_id, resource, "", name)
            if found is not None:
                yield found

    def _marked(self, found: KubernetesObject, body: Body, grace: int) -> KubernetesObject:
        """Put the object with a ``deletionTimestamp``; it keeps the one that it may have."""
        metadata = body["metadata"]
        if "deletionTimestamp" not in metadata:
            metadata["deletionTimestamp"] = as_text(self._unit.now + grace * SECOND)
            metadata["deletionGracePeriodSeconds"] = grace
            if "generation" in metadata:
                metadata["generation"] += 1
        if found.resource == NAMESPACES:
            body.setdefault("status", {})["phase"] = "Terminating"
            body.setdefault("spec", {}).setdefault("finalizers", ["kubernetes"])
        return put_again(self._unit, found, body)

    def _held_by(self, found: KubernetesObject, waits_for: list[str]) -> Iterable[KubernetesObject]:
        """What is to be deleted before the object itself is."""
        if found.resource == NAMESPACES:
            return sorted(self._contents(found), key=lambda each: each.key)
        if _WAITS_FOR_OBJECTS in waits_for:
            return self._defined_by(found)
        return self._owners.dependents_of(found.uid) if waits_for else ()

    def _contents(self, namespace: KubernetesObject) -> list[KubernetesObject]:
        index = index_of(self._unit.world)
        return index.contents_of(namespace.cluster_id, namespace.name)

    def _defined_by(self, definition: KubernetesObject) -> list[KubernetesObject]:
        """The objects of a custom kind; its definition has the name of the resource.

        None if Kubernetes itself has a kind of this name, whose objects are not the definition's.
        """
        if definition.name in _resources_of_kubernetes():
            return []
        return objects.objects_of(self._unit.world, definition.cluster_id, definition.name)

    def _delete_later(self, key: str, owner_uid: str, policy: str) -> None:
        self._to_do.append(lambda: self._delete(key, owner_uid, policy))

    def _delete(self, key: str, owner_uid: str, policy: str) -> None:
        """Delete what has no other owner; from what has one, take the reference.

        What the service protects stays as it is.
        """
        found = self._objects.get(key)
        if found is None or protected.is_protected(self._unit.world, found):
            return
        body = objects.body_of(found)
        others = [each for each in self._owners.owners_of(body) if each.uid != owner_uid]
        if others and self._owners.is_owned(body, owner_uid):
            self._owners.forget(self._unit, found, owner_uid)
        elif "deletionTimestamp" not in body["metadata"]:
            if policy == options.FOREGROUND and self._is_in_cycle(found):
                found = self._owners.unblock(self._unit, found)
            self.begin(found, policy, grace_of(self._unit.world, found))

    def _is_in_cycle(self, found: KubernetesObject) -> bool:
        """Whether something that the object owns waits for its own dependents already.

        The object may be one of them, so it must not hold its owners, or all wait for each other.
        As in the garbage collector, that may be so without a cycle, too.
        """
        return any(
            _WAITS_FOR_DEPENDENTS in objects.read(each)["metadata"].get("finalizers", ())
            and "deletionTimestamp" in objects.read(each)["metadata"]
            for each in self._owners.dependents_of(found.uid)
        )

    def _release(self, key: str) -> None:
        """Take what held an object, if that is over, and remove the object if it can be."""
        found = self._objects.get(key)
        if found is None:
            return
        body = objects.body_of(found)
        if "deletionTimestamp" not in body["metadata"]:
            return
        if found.resource == NAMESPACES:
            counts = index_of(self._unit.world).counts_in(found.cluster_id, found.name)
            with_what_remains(body, counts, self._unit.now)
        _set_finalizers(body["metadata"], self._still_held(found, body))
        if body != objects.read(found):
            put_again(self._unit, found, body)
        if is_due(body):
            self.remove(key)

    def _still_held(self, found: KubernetesObject, body: Body) -> list[str]:
        """The finalizers of an object, without those of the simulator that are over."""
        over = set()
        blocking = self._owners.dependents_of(found.uid)
        if not any(
            self._owners.blocks(each, found.uid) for each in blocking if each.uid != found.uid
        ):
            over.add(_WAITS_FOR_DEPENDENTS)
        if not self._defined_by(found):
            over.add(_WAITS_FOR_OBJECTS)
        return [each for each in body["metadata"].get("finalizers", []) if each not in over]


@cache
def _resources_of_kubernetes() -> frozenset[str]:
    return frozenset(kind.resource for kind in registry.all_kinds())


def _set_finalizers(metadata: Body, finalizers: list[str]) -> None:
    metadata["finalizers"] = finalizers
    if not finalizers:
        del metadata["finalizers"]


def _waits_for(found: KubernetesObject, policy: str) -> list[str]:
    waits = [_WAITS_FOR_DEPENDENTS] if policy == options.FOREGROUND else []
    return [*waits, _WAITS_FOR_OBJECTS] if found.resource == DEFINITIONS else waits
