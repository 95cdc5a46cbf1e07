"""Choosing the node of a pod, by where it may be and which node is the best."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, Self

from cs_simulator.kubernetes.workloads.scheduler import node_filters as filters
from cs_simulator.kubernetes.workloads.scheduler.cluster_ledger import ClusterLedger, with_facts
from cs_simulator.kubernetes.workloads.scheduler.node_filters import Refusal
from cs_simulator.kubernetes.workloads.scheduler.node_load import NodeFacts, NodeLoad
from cs_simulator.kubernetes.workloads.scheduler.place_checks import PlaceCheck, checks_of
from cs_simulator.kubernetes.workloads.scheduler.place_counts import PlaceCounts
from cs_simulator.kubernetes.workloads.scheduler.ranking import Place, Rank, Ranking
from cs_simulator.kubernetes.workloads.scheduler.terms import HOST, LabelsOfNamespace
from cs_simulator.kubernetes.workloads.scheduler.wishes import Wish


def _any_node(_facts: NodeFacts) -> Refusal | None:
    return None


class Chooser(NamedTuple):
    """Chooses nodes for the pods of one wish."""

    ledger: ClusterLedger
    wish: Wish
    checks: tuple[PlaceCheck, ...]
    likings: tuple[tuple[int, PlaceCounts], ...]
    """By which places are better or worse, those that are single nodes left out."""
    by_volumes: Callable[[NodeFacts], Refusal | None] = _any_node
    """What keeps the pod from a node on account of its volumes."""

    @classmethod
    def of(cls, ledger: ClusterLedger, wish: Wish, of_namespace: LabelsOfNamespace) -> Self:
        """What chooses for a wish."""
        likings = tuple(
            (weight, ledger.meant_by(term))
            for weight, term in wish.terms.likings
            if term.topology != HOST
        )
        return cls(ledger, wish, tuple(checks_of(ledger, wish, of_namespace)), likings)

    def fits(self, name: str) -> bool:
        """Whether a node will do."""
        load = self.ledger.nodes.get(name)
        facts = load.facts if load is not None else None
        if load is None or facts is None or filters.refusal_of(self.wish, facts, load):
            return False
        return not self._refusal_by_promises(facts, load) and not self.refusal_by_place(facts)

    def choose(self) -> str:
        """The name of the best node; empty if none will do."""
        if self.wish.names is not None:
            return self._choose_named(self.wish.names)
        ranking = self.ledger.ranking_for(self.wish)
        best: Rank | None = None
        for place in ranking.places:
            found = self._best_of(ranking, place)
            if found is not None and (best is None or found < best):
                best = found
        return best.name if best is not None else ""

    def refusals(self) -> Iterator[tuple[str, Refusal]]:
        """Why each node will not do, when none does."""
        ranking = None if self.wish.names is not None else self.ledger.ranking_for(self.wish)
        for facts, load in with_facts(self.ledger.nodes):
            if ranking is None:
                found = filters.refusal_of(self.wish, facts, load)
            else:
                found = ranking.refusals.get(facts.name)
            found = found or self._refusal_by_promises(facts, load) or self.refusal_by_place(facts)
            if found is not None:
                yield facts.name, found

    def refusal_by_place(self, facts: NodeFacts) -> Refusal | None:
        """What keeps the pod from where a node is; ``None`` if nothing does."""
        by_volumes = self.by_volumes(facts)
        if by_volumes is not None:
            return by_volumes
        for check in self.checks:
            found = check.refusal_of(facts.labels.get(check.topology))
            if found is not None:
                return found
        return None

    def _refusal_by_promises(self, facts: NodeFacts, load: NodeLoad) -> Refusal | None:
        """What keeps the pod from a node if those come there that others have gone for."""
        promised = self.ledger.promised_before(facts.name, self.wish)
        if not promised:
            return None
        return filters.refusal_of(self.wish, facts, load.and_also(promised))

    def _choose_named(self, names: frozenset[str]) -> str:
        return next((name for name in sorted(names) if self.fits(name)), "")

    def _best_of(self, ranking: Ranking, place: Place) -> Rank | None:
        """The best node in a place, ranked as among all places."""
        values = dict(zip(self.wish.places, place, strict=True))
        of_nodes = []
        for check in self.checks:
            if check.topology not in values:
                of_nodes.append(check)
            elif check.refusal_of(values[check.topology]) is not None:
                return None
        liked = sum(
            weight * counts.by_place.get(values[counts.topology] or "", 0)
            for weight, counts in self.likings
        )
        with ranking.best_first(place) as ranks:
            for rank in ranks:
                load = self.ledger.nodes[rank.name]
                facts = load.facts
                if facts is None or self.by_volumes(facts) is not None:
                    continue
                if self._refusal_by_promises(facts, load) is not None:
                    continue
                if not any(
                    check.refusal_of(facts.labels.get(check.topology)) for check in of_nodes
                ):
                    return rank._replace(disliking=rank.disliking - liked)
        return None
