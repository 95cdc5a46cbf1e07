"""What has changed for an owner since its controller looked at it last, and what it keeps of it.

So a controller of an owner with many pods looks at those that have changed. What it keeps is in
memory alone, and can be read out of the objects again.
"""

from collections import defaultdict
from typing import Any

from cs_simulator.domain.records import KubernetesObject


class Followed:
    """The keys of pods of an owner, and of nodes of its cluster, that have changed."""

    __slots__ = ("kept", "nodes", "pods")

    def __init__(self) -> None:
        self.pods: set[str] = set()
        self.nodes: set[str] = set()
        self.kept: Any = None
        """What the controller keeps; ``None`` until it has looked."""


class Following:
    """The owners for whose controllers changes are noted."""

    def __init__(self) -> None:
        self._by_owner: dict[str, Followed] = {}
        self._in: defaultdict[str, dict[str, Followed]] = defaultdict(dict)

    def of(self, owner: KubernetesObject) -> Followed:
        """What has changed for an owner, which is noted from now on."""
        found = self._by_owner.get(owner.uid)
        if found is None:
            found = self._by_owner[owner.uid] = self._in[owner.cluster_id][owner.uid] = Followed()
        return found

    def forget(self, owner: KubernetesObject) -> None:
        """Note nothing more for an owner that is gone."""
        if self._by_owner.pop(owner.uid, None) is not None:
            del self._in[owner.cluster_id][owner.uid]

    def note_pod(self, key: str, controller: str) -> None:
        """Note a pod that came, changed or went."""
        found = self._by_owner.get(controller)
        if found is not None:
            found.pods.add(key)

    def note_node(self, cluster_id: str, key: str) -> None:
        """Note a node that came, changed or went."""
        for found in self._in.get(cluster_id, {}).values():
            found.nodes.add(key)
