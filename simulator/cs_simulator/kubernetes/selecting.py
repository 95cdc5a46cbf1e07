"""Who selects whom by labels: objects that no other controls, and those that would adopt them."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.kubernetes.kinds._reading import get, mapping
from cs_simulator.kubernetes.selectors.in_objects import matches

ADOPTED = frozenset(("controllerrevisions.apps", "pods", "replicasets.apps"))
"""The resources whose objects are adopted by what selects them."""
SELECTING = frozenset((
    "daemonsets.apps", "deployments.apps", "replicasets.apps", "replicationcontrollers",
    "statefulsets.apps",
))  # fmt: skip
"""The resources whose objects adopt others."""

Labels = frozenset[tuple[str, str]]
_Place = tuple[str, str]  # cluster and resource, namespace


class _Noted(NamedTuple):
    """Where an object was put."""

    orphan: tuple[_Place, Labels] | None
    selector: tuple[_Place, tuple[str, str] | None] | None


class Selecting:
    """Finds orphans by labels, and what selects some labels, without looking at all objects."""

    def __init__(self) -> None:
        self._noted: dict[str, _Noted] = {}
        self._selectors: dict[str, Any] = {}
        self._orphans: defaultdict[_Place, dict[Labels, set[str]]] = defaultdict(dict)
        self._by_pair: defaultdict[_Place, dict[tuple[str, str] | None, set[str]]] = defaultdict(
            dict
        )

    def note(self, found: KubernetesObject, body: object, *, is_orphan: bool) -> None:
        """Note an object of one of the resources above that is new or has changed."""
        place = (found.place, found.namespace)
        orphan = selector = None
        if is_orphan and found.resource in ADOPTED:
            orphan = place, frozenset(mapping(body, "metadata.labels").items())
            self._orphans[place].setdefault(orphan[1], set()).add(found.key)
        if found.resource in SELECTING:
            self._selectors[found.key] = chosen = selector_of(body)
            selector = place, min(mapping(chosen, "matchLabels").items(), default=None)
            self._by_pair[place].setdefault(selector[1], set()).add(found.key)
        if orphan or selector:
            self._noted[found.key] = _Noted(orphan, selector)

    def forget(self, key: str) -> None:
        """Forget an object as it was noted."""
        noted = self._noted.pop(key, None)
        if noted is None:
            return
        if noted.orphan is not None:
            _discard(self._orphans[noted.orphan[0]], noted.orphan[1], key)
        if noted.selector is not None:
            del self._selectors[key]
            _discard(self._by_pair[noted.selector[0]], noted.selector[1], key)

    def orphans(
        self, cluster_id: str, resource: str, namespace: str, selector: object
    ) -> list[str]:
        """The keys of the objects that nothing controls, and that a selector selects.

        Those on their way out are none of them.
        """
        groups = self._orphans.get((f"{cluster_id}/{resource}", namespace), {})
        chosen = [keys for labels, keys in groups.items() if matches(selector, dict(labels))]
        return sorted(key for keys in chosen for key in keys)

    def selecting(
        self, cluster_id: str, resource: str, namespace: str, labels: Mapping[str, str]
    ) -> list[str]:
        """The keys of the objects of a resource that select what has these labels."""
        groups = self._by_pair.get((f"{cluster_id}/{resource}", namespace), {})
        if not groups:
            return []
        found = (key for pair in (*labels.items(), None) for key in groups.get(pair, ()))
        return sorted(key for key in found if matches(self._selectors[key], labels))


def selector_of(body: object) -> Any:
    """The selector of an object; that of a ReplicationController is nothing but labels."""
    selector = get(body, "spec.selector")
    if get(body, "kind") == "ReplicationController":
        return {"matchLabels": selector} if selector else None
    return selector


def _discard(groups: dict[Any, set[str]], group: object, key: str) -> None:
    keys = groups[group]
    keys.discard(key)
    if not keys:
        del groups[group]
