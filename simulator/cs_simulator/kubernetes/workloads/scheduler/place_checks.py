"""What keeps a pod from a place on account of the pods that are there."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from cs_simulator.kubernetes.workloads.scheduler.cluster_ledger import ClusterLedger
from cs_simulator.kubernetes.workloads.scheduler.node_filters import Refusal
from cs_simulator.kubernetes.workloads.scheduler.place_counts import PlaceCounts
from cs_simulator.kubernetes.workloads.scheduler.terms import LabelsOfNamespace, Spread
from cs_simulator.kubernetes.workloads.scheduler.wishes import Wish

_UNEVEN = "node(s) didn't match pod topology spread constraints"
_NO_LABEL = Refusal((f"{_UNEVEN} (missing required label)",))
_TOO_UNEVEN = Refusal((_UNEVEN,), can_be_helped=True)
_NOT_NEAR = Refusal(("node(s) didn't match pod affinity rules",))
_NOT_APART = Refusal(("node(s) didn't match pod anti-affinity rules",), can_be_helped=True)
_UNWANTED = Refusal(
    ("node(s) didn't satisfy existing pods anti-affinity rules",), can_be_helped=True
)


class PlaceCheck(NamedTuple):
    """A check of places, in the order in which kube-scheduler makes them."""

    topology: str
    """The label of nodes that has the names of the places."""
    refusal_of: Callable[[str | None], Refusal | None]
    """Takes what a node has for the label, ``None`` for nothing."""


def checks_of(
    ledger: ClusterLedger, wish: Wish, labels_of_namespace: LabelsOfNamespace
) -> Iterator[PlaceCheck]:
    """The checks for a wish; they go by what is counted when they are asked."""
    for spread in wish.terms.spreads:
        if spread.is_hard:
            counts = ledger.meant_by(spread.term)
            is_own = spread.term.means(wish.namespace, wish.labels, labels_of_namespace)
            yield PlaceCheck(spread.term.topology, _even(ledger, wish, spread, counts, int(is_own)))
    yield from _near(ledger, wish, labels_of_namespace)
    for term in wish.terms.apart:
        yield PlaceCheck(term.topology, _empty(ledger.meant_by(term), _NOT_APART))
    for counts in ledger.saying_no_to(wish):
        yield PlaceCheck(counts.topology, _empty(counts, _UNWANTED))


def _even(
    ledger: ClusterLedger, wish: Wish, spread: Spread, counts: PlaceCounts, own: int
) -> Callable[[str | None], Refusal | None]:
    seen, least = -1, 0

    def check(place: str | None) -> Refusal | None:
        nonlocal seen, least
        if place is None:
            return _NO_LABEL
        if seen != ledger.version:
            chosen = ledger.ranking_for(wish).chosen[spread.term.topology]
            seen, least = ledger.version, _least(spread, counts, chosen)
        return _TOO_UNEVEN if counts.by_place[place] + own - least > spread.most_skew else None

    return check


def _least(spread: Spread, counts: PlaceCounts, chosen: Mapping[str, int]) -> int:
    """How many pods are in the emptiest place of those that the pod may choose."""
    if len(chosen) < spread.least_places:
        return 0
    pods = counts.by_place
    return min((pods[each] for each in chosen), default=0) if len(pods) >= len(chosen) else 0


def _near(
    ledger: ClusterLedger, wish: Wish, labels_of_namespace: LabelsOfNamespace
) -> Iterator[PlaceCheck]:
    """The first one of pods that want to be together may be anywhere."""
    terms = wish.terms.near
    all_counts = [ledger.meant_by(term) for term in terms]
    are_own = all(term.means(wish.namespace, wish.labels, labels_of_namespace) for term in terms)

    def near(counts: PlaceCounts) -> Callable[[str | None], Refusal | None]:
        def check(place: str | None) -> Refusal | None:
            if place is not None and counts.by_place.get(place):
                return None
            is_first = are_own and not any(each.total for each in all_counts)
            return None if place is not None and is_first else _NOT_NEAR

        return check

    for counts in all_counts:
        yield PlaceCheck(counts.topology, near(counts))


def _empty(counts: PlaceCounts, refusal: Refusal) -> Callable[[str | None], Refusal | None]:
    def check(place: str | None) -> Refusal | None:
        return refusal if place is not None and counts.by_place.get(place) else None

    return check
