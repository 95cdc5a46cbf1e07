"""The clusters, groups of nodes and nodes that a world has had, those included that are gone."""

from collections.abc import Callable
from operator import attrgetter
from typing import Generic, TypeVar

from cs_simulator.domain.records import Cluster, Node, NodeGroup
from cs_simulator.engine.world import World

R = TypeVar("R", Cluster, NodeGroup, Node)


class SeenResources:
    """Watches a world, and keeps each of them as it was last."""

    def __init__(self, world: World) -> None:
        self._clusters: _Seen[Cluster] = _Seen("cluster_id")
        self._groups: _Seen[NodeGroup] = _Seen("group_id")
        self._nodes: _Seen[Node] = _Seen("instance_id")
        world.clusters.watch(self._clusters)
        world.node_groups.watch(self._groups)
        world.nodes.watch(self._nodes)

    @property
    def clusters(self) -> dict[str, Cluster]:
        """All clusters by id; also those of units of work that were rolled back."""
        return self._clusters.records

    @property
    def groups(self) -> dict[str, NodeGroup]:
        """All groups of nodes by id."""
        return self._groups.records

    @property
    def nodes(self) -> dict[str, Node]:
        """All nodes by instance id."""
        return self._nodes.records


class _Seen(Generic[R]):
    """An index that forgets nothing."""

    def __init__(self, key: str) -> None:
        self._key: Callable[[R], str] = attrgetter(key)
        self.records: dict[str, R] = {}

    def change(self, old: R | None, new: R | None) -> None:
        """Keep the new record in place of the one before."""
        if new is not None:
            self.records[self._key(new)] = new
