"""The nodes that will do for a shape of pods, best first, kept up to date node by node."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from cs_simulator.kubernetes.workloads.scheduler import node_filters as filters
from cs_simulator.kubernetes.workloads.scheduler.node_filters import Refusal
from cs_simulator.kubernetes.workloads.scheduler.node_load import NodeLoad
from cs_simulator.kubernetes.workloads.scheduler.place_counts import PlaceCounts
from cs_simulator.kubernetes.workloads.scheduler.wishes import Wish

Place = tuple[str | None, ...]
"""The values that nodes have for the labels by which a wish tells places apart."""


class Rank(NamedTuple):
    """How well a node will do; the lowest is the best."""

    unwanted: int
    """Taints on account of which the pod rather goes elsewhere."""
    disliking: int
    """Weights of preferences, below 0 for those that are met."""
    of_owner: int
    """Pods of the same owner that are there."""
    fullness: float
    pods: int
    name: str


class Ranking:
    """The order of nodes for all wishes of a shape.

    A node gets another rank when something about it changes. Old ranks stay in the heaps until they
    come up; only the one in ``_ranks`` counts.
    """

    def __init__(self, wish: Wish, likings: Sequence[tuple[int, PlaceCounts]]) -> None:
        self.refusals: dict[str, Refusal] = {}
        """By node: why it will not do."""
        self.chosen: defaultdict[str, Counter[str]] = defaultdict(Counter)
        """By label: how many nodes that the pod's selector and affinity choose have which value."""
        self._wish = wish
        self._likings = likings
        self._spread_over = tuple(dict.fromkeys(s.term.topology for s in wish.terms.spreads))
        self._ranks: dict[str, Rank] = {}
        self._heaps: defaultdict[Place, list[Rank]] = defaultdict(list)
        self._counted: dict[str, list[tuple[str, str]]] = {}
        self._position = -1

    def catch_up(self, nodes: Mapping[str, NodeLoad], changed: Sequence[str]) -> None:
        """Look at the nodes that have changed since it was last done."""
        if self._position == len(changed):
            return
        is_new = self._position < 0
        for name in nodes if is_new else dict.fromkeys(changed[self._position :]):
            self._look_at(name, nodes.get(name))
        self._position = len(changed)
        for place, heap in self._heaps.items():
            if len(heap) > 4 * len(self._ranks) + 64:
                self._heaps[place] = [rank for rank in heap if self._is_current(rank)]
                heapify(self._heaps[place])

    @property
    def places(self) -> list[Place]:
        """The places in which nodes are that will do, or were."""
        return list(self._heaps)

    @contextmanager
    def best_first(self, place: Place) -> Iterator[Iterator[Rank]]:
        """The nodes of a place that will do, best first, while no node changes."""
        heap, taken = self._heaps[place], []

        def ranks() -> Iterator[Rank]:
            while heap:
                rank = heappop(heap)
                if self._is_current(rank):
                    taken.append(rank)
                    yield rank

        try:
            yield ranks()
        finally:
            for rank in taken:
                heappush(heap, rank)

    def _is_current(self, rank: Rank) -> bool:
        return self._ranks.get(rank.name) is rank

    def _look_at(self, name: str, load: NodeLoad | None) -> None:
        self._ranks.pop(name, None)
        self.refusals.pop(name, None)
        for topology, value in self._counted.pop(name, ()):
            self.chosen[topology][value] -= 1
            if not self.chosen[topology][value]:
                del self.chosen[topology][value]
        facts = load.facts if load is not None else None
        if load is None or facts is None:
            return
        wish = self._wish
        if self._spread_over and filters.is_chosen(wish, facts):
            labels = [(each, facts.labels.get(each)) for each in self._spread_over]
            counted = [(topology, value) for topology, value in labels if value is not None]
            for topology, value in counted:
                self.chosen[topology][value] += 1
            self._counted[name] = counted
        refusal = filters.refusal_of(wish, facts, load)
        if refusal is not None:
            self.refusals[name] = refusal
            return
        liked = filters.liking(wish, facts)
        liked += sum(weight * counts.at(name) for weight, counts in self._likings)
        rank = self._ranks[name] = Rank(
            unwanted=filters.unwanted_taints(wish, facts),
            disliking=-liked,
            of_owner=load.owners[wish.owner] if wish.owner else 0,
            fullness=load.fullness(facts),
            pods=len(load.pods),
            name=name,
        )
        heappush(self._heaps[tuple(facts.labels.get(each) for each in wish.places)], rank)
