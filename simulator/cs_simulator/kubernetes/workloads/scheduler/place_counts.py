"""How many pods that a term means there are in each place, such as a zone."""

from collections import Counter
from collections.abc import Mapping

from cs_simulator.kubernetes.workloads.scheduler.node_load import NodeLoad


class PlaceCounts:
    """Counts by node, and by the value that the nodes have for a label."""

    __slots__ = ("_by_node", "by_place", "topology", "total")

    def __init__(self, topology: str) -> None:
        self.topology = topology
        self._by_node: Counter[str] = Counter()
        self.by_place: Counter[str] = Counter()
        """Pods on nodes that have the label, by its value."""
        self.total = 0
        """All pods on such nodes."""

    def count(self, node: str, load: NodeLoad, more: int) -> None:
        """Count a pod of a node, or with -1 one pod less."""
        self._by_node[node] += more
        if not self._by_node[node]:
            del self._by_node[node]
        place = self._place(load)
        if place is not None:
            self.by_place[place] += more
            self.total += more

    @property
    def is_needed(self) -> bool:
        """Whether it counts any pod."""
        return bool(self._by_node)

    def at(self, node: str) -> int:
        """How many there are on one node."""
        return self._by_node[node]

    def place_again(self, loads: Mapping[str, NodeLoad]) -> None:
        """Count anew where nodes are, after their labels have changed."""
        self.by_place.clear()
        self.total = 0
        for node, pods in self._by_node.items():
            place = self._place(loads[node])
            if place is not None:
                self.by_place[place] += pods
                self.total += pods

    def _place(self, load: NodeLoad) -> str | None:
        return load.facts.labels.get(self.topology) if load.facts is not None else None
