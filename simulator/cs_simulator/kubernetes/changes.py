"""The last changes of the objects of a world, from which those who watch are served.

Memory alone has it: after a restart clients list again, as they do after a change too old.
"""

from collections import deque
from collections.abc import Iterable

from cs_simulator.engine.cluster_apis import ObjectChange

# Changes of one kind in one cluster: 1,000 nodes that come, get ready and go need about as many.
MOST = 4096


class ChangeLog:
    """The changes by kind and cluster, in the order of their versions, from *start* on."""

    def __init__(self, start: int, most: int = MOST) -> None:
        self.start = start
        self._most = most
        self._changes: dict[str, deque[ObjectChange]] = {}
        self._forgotten: dict[str, int] = {}

    def extend(self, changes: Iterable[ObjectChange]) -> None:
        """Add changes."""
        for change in changes:
            kept = self._changes.setdefault(change.place, deque())
            kept.append(change)
            if len(kept) > self._most:
                self._forgotten[change.place] = kept.popleft().version

    def since(
        self, cluster_id: str, resource: str, version: int, until: int
    ) -> list[ObjectChange] | None:
        """The changes of a kind after a version, up to that of *until*.

        ``None`` if some of them are forgotten, or if the version is still to come: such a one was
        given by another world, before a reset or by a snapshot.
        """
        place = f"{cluster_id}/{resource}"
        if version < max(self.start, self._forgotten.get(place, 0)) or version > until:
            return None
        found: list[ObjectChange] = []
        for change in reversed(self._changes.get(place, ())):
            if change.version <= version:
                break
            if change.version <= until:
                found.append(change)
        found.reverse()
        return found

    def last(self, cluster_id: str, resource: str) -> int:
        """The version of the last change of a kind, as far as it is remembered; else 0."""
        kept = self._changes.get(f"{cluster_id}/{resource}")
        return kept[-1].version if kept else 0
