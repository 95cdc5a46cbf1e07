"""What answers show of clusters, each until a record changes that it may be made of.

There is no business logic here: what is kept is made elsewhere, and found by a key of its maker.
Tables inform of each change, also when a unit of work rolls back or a read looks at the past.
"""

from collections.abc import Hashable
from typing import Any

from cs_simulator.domain.records import (
    Cluster,
    ClusterEntry,
    Node,
    NodeGroup,
    Step,
    Task,
    Vpc,
    VSwitch,
)

ALL = ""
"""The scope of what shows several clusters: a change of any of them concerns it."""
MOST_BYTES = 64 * 1024 * 1024
"""Of all that a world keeps: a list of twenty thousand clusters, with the clusters on it."""
_OVERHEAD = 1024  # of each part that is kept, beside its bytes: objects and places in dictionaries

OfCluster = Cluster | ClusterEntry | NodeGroup | Node | Task | Step
"""A record that is a part of a cluster."""


class Kept:
    """What is worked out once for an answer that is given again and again."""

    __slots__ = ("entry",)

    def __init__(self) -> None:
        self.entry: tuple[object, ...] | None = None
        """The fields of its entry in the journal that are always the same."""


def without_room(body: bytes) -> bytes:
    """The same bytes in an object that is no larger: orjson leaves room for a page behind them."""
    return bytes(memoryview(body))


class _Scope:
    """The keys of what shows one cluster, and the bytes of all of it."""

    __slots__ = ("keys", "size")

    def __init__(self) -> None:
        self.keys: list[Hashable] = []
        self.size = 0


class KeptAnswers:
    """Parts of answers, and whole ones, by key."""

    __slots__ = ("_scopes", "kept", "size")

    def __init__(self) -> None:
        self.kept: dict[Hashable, Any] = {}
        self._scopes: dict[str, _Scope] = {}
        self.size = 0

    def keep(self, scope: str, key: Hashable, part: object, size: int) -> None:
        """Keep what shows the cluster of the id *scope*, or :data:`ALL`; *size* is in bytes.

        There must be nothing of that key yet. Where too much is kept, all of that is forgotten.
        """
        size += _OVERHEAD
        if self.size + size > MOST_BYTES:
            self.forget_all()
        found = self._scopes.get(scope)
        if found is None:
            found = self._scopes[scope] = _Scope()
        found.keys.append(key)
        found.size += size
        self.size += size
        self.kept[key] = part

    def change(self, old: OfCluster | None, new: OfCluster | None) -> None:
        """Forget what shows the cluster of the record that has changed."""
        changed = new or old
        if self._scopes and changed is not None:
            self._forget(changed.cluster_id)
            self._forget(ALL)

    def forget_all(self) -> None:
        """Forget everything."""
        self.kept.clear()
        self._scopes.clear()
        self.size = 0

    def _forget(self, scope: str) -> None:
        found = self._scopes.pop(scope, None)
        if found is not None:
            self.size -= found.size
            for key in found.keys:
                del self.kept[key]


class NetworkWatcher:
    """Forgets everything where a network changes: answers show zones and blocks of networks.

    A new one is shown by no answer, since records name networks that there are. Only of those that
    are removed with the cluster that they were made for, another cluster may still name one.
    """

    __slots__ = ("_has_removed", "_kept")

    def __init__(self, kept: KeptAnswers) -> None:
        self._kept = kept
        self._has_removed = False

    def change(self, old: Vpc | VSwitch | None, new: Vpc | VSwitch | None) -> None:
        """Forget what is kept, if it may show the network."""
        if old is not None or self._has_removed:
            self._kept.forget_all()
        if new is None:
            self._has_removed = True
