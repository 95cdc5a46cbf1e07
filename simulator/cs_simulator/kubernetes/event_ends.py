"""When Events are to be cleared away, without looking at all of them each time.

It is a part of the index of objects. Bodies are read when the next clearing is due, and not before.
"""

from collections import defaultdict
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from cs_simulator.domain.instants import HOUR, later
from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.tables import Table
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds._ages import instant
from cs_simulator.kubernetes.kinds._reading import get

EVENTS = "events"
KEPT_FOR = HOUR
"""How long an Event is kept: the API server's usual ``--event-ttl``."""
_INSTANTS = (
    "metadata.creationTimestamp", "lastTimestamp", "eventTime", "series.lastObservedTime",
)  # fmt: skip


def end_of(found: KubernetesObject) -> int:
    """When an Event is too old: some time after it happened last."""
    body = objects.read(found)
    return later(max(instant(get(body, path)) or 0 for path in _INSTANTS), KEPT_FOR)


class _End(NamedTuple):
    """When an Event is too old, as it is in one version."""

    at: int
    key: str
    version: int


class EventEnds:
    """The ends of the Events of all clusters; each change of one is noted."""

    def __init__(self, table: Table[str, KubernetesObject]) -> None:
        self._objects = table
        self._counts: defaultdict[str, int] = defaultdict(int)
        self._unread: defaultdict[str, list[str]] = defaultdict(list)
        self._ends: defaultdict[str, list[_End]] = defaultdict(list)
        """By cluster: a heap, with those of Events that have changed since, or gone."""

    def change(self, old: KubernetesObject | None, new: KubernetesObject | None) -> None:
        """Note an Event that is new, has changed or is gone; other objects are passed over."""
        found = new or old
        if found is None or found.resource != EVENTS:
            return
        if new is not None:
            self._unread[new.cluster_id].append(new.key)
        count = self._counts[found.cluster_id] = (
            self._counts[found.cluster_id] + (new is not None) - (old is not None)
        )
        if not count:
            for kept in (self._counts, self._unread, self._ends):
                kept.pop(found.cluster_id, None)

    def ended(self, cluster_id: str, now: int) -> list[KubernetesObject]:
        """The Events of a cluster that are too old, by namespace and name; they are to be dropped.

        Those that are not dropped are not found a second time.
        """
        ends = self._read(cluster_id)
        found = {}
        while ends and ends[0].at <= now:
            end = heappop(ends)
            if self._is_so(end):
                found[end.key] = self._objects[end.key]
        return sorted(found.values(), key=lambda each: (each.namespace, each.name))

    def next_end(self, cluster_id: str) -> int:
        """When the next Event of a cluster is too old; 0 if it has none."""
        ends = self._read(cluster_id)
        while ends and not self._is_so(ends[0]):
            heappop(ends)
        return ends[0].at if ends else 0

    def _is_so(self, end: _End) -> bool:
        """Whether an Event is there as it was when its end was read."""
        found = self._objects.get(end.key)
        return found is not None and found.version == end.version

    def _read(self, cluster_id: str) -> list[_End]:
        """The heap of a cluster, with what has changed since it was read last."""
        if cluster_id not in self._counts:
            return []
        ends = self._ends[cluster_id]
        unread = dict.fromkeys(self._unread.pop(cluster_id, ()))
        new = [
            _End(end_of(found), key, found.version)
            for key in unread
            if (found := self._objects.get(key))
        ]
        if len(new) > len(ends):
            ends += new
            heapify(ends)
        else:
            for each in new:
                heappush(ends, each)
        return ends
