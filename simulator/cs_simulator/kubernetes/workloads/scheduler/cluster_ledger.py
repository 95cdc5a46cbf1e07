"""What the scheduler keeps of one cluster: its nodes, who waits, and what has changed."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cs_simulator.kubernetes.workloads.scheduler.node_load import NodeFacts, NodeLoad
from cs_simulator.kubernetes.workloads.scheduler.place_counts import PlaceCounts
from cs_simulator.kubernetes.workloads.scheduler.ranking import Ranking
from cs_simulator.kubernetes.workloads.scheduler.terms import HOST, LabelsOfNamespace, Term
from cs_simulator.kubernetes.workloads.scheduler.wishes import Wish

_MOST_RANKINGS = 32
_MOST_TERMS = 256
_MOST_CHANGES = 50_000


class Waiting(NamedTuple):
    """A pod that waits for a node."""

    key: str
    serial: int
    wish: Wish
    message: str
    """Why no node would do when it was looked at last; empty if it has not been."""
    nominated: str
    """The node on which others were to go for it; empty for none."""


class ClusterLedger:
    """Sums per node, pods that wait by what they ask for, and counts for the terms of pods.

    It has only what can be read out of the objects again. ``to_look_at`` has the keys of the wishes
    whose pods may get another answer than they have: ``False`` if there are only new ones, for
    which what was said of the others holds.
    """

    def __init__(self, labels_of_namespace: LabelsOfNamespace) -> None:
        self.nodes: dict[str, NodeLoad] = {}
        self.waiting: dict[bytes, dict[str, Waiting]] = {}
        self.to_look_at: dict[bytes, bool] = {}
        self.changed_nodes: list[str] = []
        """The names of nodes, each time that something about one changes."""
        self.version = 0
        """Another one after each change of a node, or of the pods that are on it."""
        self._promised: dict[str, dict[str, Wish]] = {}
        self._labels_of_namespace = labels_of_namespace
        self._bound: dict[str, str] = {}
        self._meant: dict[bytes, tuple[Term, PlaceCounts]] = {}
        self._saying: dict[bytes, tuple[Term, PlaceCounts]] = {}
        self._rankings: dict[bytes, Ranking] = {}
        self._meaning: dict[bytes, list[PlaceCounts]] = {}

    # ---- nodes

    def set_node(self, name: str, facts: NodeFacts | None) -> None:
        """Note what a Node object says; ``None`` if it is gone."""
        load = self._load(name)
        if load.facts == facts:
            return
        before, load.facts = load.facts, facts
        self._note(name)
        if before is None or facts is None or before.labels != facts.labels:
            for _, counts in (*self._meant.values(), *self._saying.values()):
                counts.place_again(self.nodes)
        self._drop_if_empty(name, load)
        self.look_at_all()

    # ---- pods

    def bind(self, key: str, node: str, wish: Wish) -> None:
        """Count a pod on its node."""
        load = self._load(node)
        load.add(key, wish)
        self._bound[key] = node
        for term in wish.terms.apart:
            counts = self._saying.setdefault(term.key, (term, PlaceCounts(term.topology)))[1]
            counts.count(node, load, 1)
        self._count_meant(node, load, wish, 1)
        self._note(node)

    def release(self, key: str) -> None:
        """Count a pod no more, if it was counted."""
        node = self._bound.pop(key, None)
        if node is None:
            return
        load = self.nodes[node]
        wish = load.remove(key)
        for term in wish.terms.apart:
            counts = self._saying[term.key][1]
            counts.count(node, load, -1)
            if not counts.is_needed:
                del self._saying[term.key]
        self._count_meant(node, load, wish, -1)
        self._note(node)
        self._drop_if_empty(node, load)
        self.look_at_all()

    def place_of(self, key: str) -> tuple[str, Wish] | None:
        """The node on which a pod is counted, and what it asks for."""
        node = self._bound.get(key)
        return None if node is None else (node, self.nodes[node].pods[key])

    def wait(self, waiting: Waiting) -> None:
        """Have a pod wait."""
        key = waiting.wish.key
        self.waiting.setdefault(key, {})[waiting.key] = waiting
        if waiting.nominated:
            self._promised.setdefault(waiting.nominated, {})[waiting.key] = waiting.wish
        if not waiting.message:
            self.to_look_at.setdefault(key, False)

    def wait_no_more(self, waiting: Waiting) -> None:
        """Have a pod wait no more."""
        group = self.waiting[waiting.wish.key]
        del group[waiting.key]
        if not group:
            del self.waiting[waiting.wish.key]
        promised = self._promised.get(waiting.nominated, {})
        if promised.pop(waiting.key, None) is not None:
            if not promised:
                del self._promised[waiting.nominated]
            self.look_at_all()

    def promised_before(self, node: str, wish: Wish) -> dict[str, Wish]:
        """The pods that wait for others to go from a node, and come before those of a wish."""
        return {
            key: other
            for key, other in self._promised.get(node, {}).items()
            if other.priority >= wish.priority and other.key != wish.key
        }

    def look_at_all(self) -> None:
        """Have all pods that wait looked at again."""
        self.to_look_at.update(dict.fromkeys(self.waiting, True))

    def look_at_those_with_terms(self) -> None:
        """Have the pods looked at again whose answer depends on where other pods are."""
        for key, group in self.waiting.items():
            if next(iter(group.values())).wish.terms.depends_on_pods:
                self.to_look_at[key] = True

    def look_at_those_with_claims(self) -> None:
        """Have the pods looked at again that wait with claims to volumes."""
        for key, group in self.waiting.items():
            if next(iter(group.values())).wish.claims:
                self.to_look_at[key] = True

    # ---- counts and orders

    def meant_by(self, term: Term) -> PlaceCounts:
        """How many bound pods in each place a term means; counted at once if it is new."""
        found = self._meant.get(term.key)
        if found is None:
            self._forget_much()
            found = self._meant[term.key] = (term, PlaceCounts(term.topology))
            for name, load in self.nodes.items():
                for wish in load.pods.values():
                    if term.means(wish.namespace, wish.labels, self._labels_of_namespace):
                        found[1].count(name, load, 1)
        return found[1]

    def saying_no_to(self, wish: Wish) -> Iterator[PlaceCounts]:
        """For each term of bound pods that keeps the wish's pods away: where those pods are."""
        for term, counts in self._saying.values():
            if term.means(wish.namespace, wish.labels, self._labels_of_namespace):
                yield counts

    def ranking_for(self, wish: Wish) -> Ranking:
        """The order of nodes for a wish, up to date."""
        found = self._rankings.pop(wish.shape, None)
        if found is None:
            likings = [
                (weight, self.meant_by(term))
                for weight, term in wish.terms.likings
                if term.topology == HOST
            ]
            found = Ranking(wish, likings)
        self._rankings[wish.shape] = found
        if len(self._rankings) > _MOST_RANKINGS:
            del self._rankings[next(iter(self._rankings))]
        found.catch_up(self.nodes, self.changed_nodes)
        return found

    def _count_meant(self, node: str, load: NodeLoad, wish: Wish, more: int) -> None:
        found = self._meaning.get(wish.key)
        if found is None:
            found = self._meaning[wish.key] = [
                counts
                for term, counts in self._meant.values()
                if term.means(wish.namespace, wish.labels, self._labels_of_namespace)
            ]
        for counts in found:
            counts.count(node, load, more)
        if found:
            self.look_at_those_with_terms()

    def _forget_much(self) -> None:
        """Forget what is counted and ordered if it is much; it is found out again when needed."""
        self._meaning.clear()
        if len(self._meant) >= _MOST_TERMS:
            self._meant.clear()
            self._rankings.clear()

    def _note(self, name: str) -> None:
        self.version += 1
        if len(self.changed_nodes) >= _MOST_CHANGES:
            self.changed_nodes.clear()
            self._rankings.clear()
        self.changed_nodes.append(name)

    def _load(self, name: str) -> NodeLoad:
        load = self.nodes.get(name)
        if load is None:
            load = self.nodes[name] = NodeLoad()
        return load

    def _drop_if_empty(self, name: str, load: NodeLoad) -> None:
        if load.facts is None and not load.pods:
            del self.nodes[name]


def with_facts(nodes: Mapping[str, NodeLoad]) -> Iterator[tuple[NodeFacts, NodeLoad]]:
    """The nodes that there are."""
    for load in nodes.values():
        if load.facts is not None:
            yield load.facts, load
