"""Finding objects by what their records say beside the name: by uid, and by namespace."""

from collections import defaultdict

from cs_simulator.domain.records import KubernetesObject


class ObjectPlaces:
    """The keys of objects."""

    def __init__(self) -> None:
        self._by_uid: dict[str, str] = {}
        self._by_namespace: defaultdict[tuple[str, str], set[str]] = defaultdict(set)

    def change(self, old: KubernetesObject | None, new: KubernetesObject | None) -> None:
        """Note an object that is new, gone or changed."""
        if old is not None and self._by_uid.get(old.uid) == old.key:
            del self._by_uid[old.uid]
        if new is not None:
            self._by_uid[new.uid] = new.key
            if old is None:
                self._by_namespace[new.cluster_id, new.namespace].add(new.key)
        elif old is not None:
            self._by_namespace[old.cluster_id, old.namespace].discard(old.key)

    def key_of(self, uid: str) -> str:
        """The key of the object of a uid; empty for none."""
        return self._by_uid.get(uid, "")

    def keys_in(self, cluster_id: str, namespace: str) -> set[str]:
        """The keys of the objects in a namespace; not to be changed."""
        return self._by_namespace.get((cluster_id, namespace), set())
