"""Finding objects by what their records say beside the name: by uid, and by namespace."""

from collections import Counter, defaultdict
from typing import NamedTuple

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.kubernetes import objects


class Contents(NamedTuple):
    """How many objects are in a namespace; not to be changed by who asks."""

    by_resource: Counter[str]
    by_finalizer: Counter[str]
    """How many objects each finalizer is in."""


_NOTHING = Contents(Counter(), Counter())


class ObjectPlaces:
    """The keys of objects."""

    def __init__(self) -> None:
        self._by_uid: dict[str, str] = {}
        self._by_namespace: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._contents: dict[tuple[str, str], Contents] = {}

    def change(self, old: KubernetesObject | None, new: KubernetesObject | None) -> None:
        """Note an object that is new, gone or changed."""
        self._count(old, new)
        if old is not None and self._by_uid.get(old.uid) == old.key:
            del self._by_uid[old.uid]
        if new is not None:
            self._by_uid[new.uid] = new.key
            if old is None:
                self._by_namespace[new.cluster_id, new.namespace].add(new.key)
        elif old is not None:
            self._by_namespace[old.cluster_id, old.namespace].discard(old.key)

    def _count(self, old: KubernetesObject | None, new: KubernetesObject | None) -> None:
        """Count the object in its namespace."""
        found = new or old
        if found is None or not found.namespace:
            return
        place = found.cluster_id, found.namespace
        contents = self._contents.get(place)
        if contents is None:
            contents = self._contents[place] = Contents(Counter(), Counter())
        for each, number in ((old, -1), (new, 1)):
            if each is None:
                continue
            _add(contents.by_resource, each.resource, number)
            for finalizer in finalizers_of(each):
                _add(contents.by_finalizer, finalizer, number)
        if not contents.by_resource:
            del self._contents[place]

    def contents_of(self, cluster_id: str, namespace: str) -> Contents:
        """How many objects are in a namespace, by resource and by finalizer."""
        return self._contents.get((cluster_id, namespace), _NOTHING)

    def key_of(self, uid: str) -> str:
        """The key of the object of a uid; empty for none."""
        return self._by_uid.get(uid, "")

    def keys_in(self, cluster_id: str, namespace: str) -> set[str]:
        """The keys of the objects in a namespace; not to be changed."""
        return self._by_namespace.get((cluster_id, namespace), set())


def finalizers_of(found: KubernetesObject) -> list[str]:
    """The finalizers of an object; most bodies need no parsing."""
    if '"finalizers"' not in found.body:
        return []
    finalizers = objects.read(found)["metadata"].get("finalizers", [])
    return [each for each in finalizers if isinstance(each, str)]


def _add(counts: Counter[str], name: str, number: int) -> None:
    counts[name] += number
    if not counts[name]:
        del counts[name]
