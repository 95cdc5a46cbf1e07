"""What pods say of the pods beside which they want to be, or not: affinity and spread."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson

from cs_simulator.kubernetes.kinds._reading import (
    Body,
    get,
    items,
    mapping,
    number,
    text,
    texts,
)
from cs_simulator.kubernetes.workloads.label_selectors import matches

LabelsOfNamespace = Callable[[str], Mapping[str, str]]

HOST = "kubernetes.io/hostname"
_SPREAD_WEIGHT = 10
"""What a pod counts in a place over which pods are to be spread if possible."""


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """Pods that are meant, and the label of nodes that has the names of places."""

    key: bytes
    """The same for terms that say the same."""
    topology: str
    namespaces: frozenset[str]
    namespace_selector: Body | None
    selector: Body | None

    def means(self, namespace: str, labels: Mapping[str, str], of: LabelsOfNamespace) -> bool:
        """Whether a pod is one of those that are meant; *of* gives the labels of a namespace."""
        is_there = namespace in self.namespaces or (
            self.namespace_selector is not None
            and (not self.namespace_selector or matches(self.namespace_selector, of(namespace)))
        )
        return is_there and matches(self.selector, labels)


class Spread(NamedTuple):
    """How evenly pods are to be spread over places."""

    term: Term
    most_skew: int
    is_hard: bool
    least_places: int
    """With fewer places than that the emptiest one counts as empty."""


class Terms(NamedTuple):
    """Everything that a pod says of other pods."""

    near: tuple[Term, ...] = ()
    """Pods beside which it has to be."""
    apart: tuple[Term, ...] = ()
    """Pods beside which it must not be."""
    liked: tuple[tuple[int, Term], ...] = ()
    """Pods beside which it rather is, by weight; rather not, if that is below 0."""
    spreads: tuple[Spread, ...] = ()

    @property
    def all(self) -> Iterator[Term]:
        """All terms."""
        yield from self.near
        yield from self.apart
        yield from (term for _, term in self.liked)
        yield from (spread.term for spread in self.spreads)

    @property
    def depends_on_pods(self) -> bool:
        """Whether where other pods are decides which nodes will do."""
        return bool(self.near or self.apart or any(each.is_hard for each in self.spreads))

    @property
    def likings(self) -> Iterator[tuple[int, Term]]:
        """What makes a place better or worse for each pod there that a term means, by weight."""
        yield from self.liked
        for spread in self.spreads:
            if not spread.is_hard:
                yield -_SPREAD_WEIGHT, spread.term


NO_TERMS = Terms()


def terms_of(spec: Body, namespace: str, labels: Mapping[str, str]) -> Terms:
    """What a pod with this spec, namespace and labels says of other pods."""
    affinity = mapping(spec, "affinity")
    constraints = items(spec, "topologySpreadConstraints")
    if not affinity and not constraints:
        return NO_TERMS

    def required(what: str) -> tuple[Term, ...]:
        found = items(affinity, f"{what}.requiredDuringSchedulingIgnoredDuringExecution")
        return tuple(_term(each, namespace, labels) for each in found)

    def preferred(what: str, sign: int) -> Iterator[tuple[int, Term]]:
        for each in items(affinity, f"{what}.preferredDuringSchedulingIgnoredDuringExecution"):
            term = _term(mapping(each, "podAffinityTerm"), namespace, labels)
            yield sign * number(each, "weight"), term

    liked = (*preferred("podAffinity", 1), *preferred("podAntiAffinity", -1))
    spreads = tuple(
        Spread(
            _term(each, namespace, labels),
            max(number(each, "maxSkew", 1), 1),
            text(each, "whenUnsatisfiable", "DoNotSchedule") == "DoNotSchedule",
            number(each, "minDomains", 1),
        )
        for each in constraints
    )
    return Terms(required("podAffinity"), required("podAntiAffinity"), liked, spreads)


def _term(said: Body, namespace: str, labels: Mapping[str, str]) -> Term:
    selector = get(said, "labelSelector")
    if not isinstance(selector, dict):
        selector = None
    else:
        own = {name: labels[name] for name in texts(said, "matchLabelKeys") if name in labels}
        if own:
            selector = {**selector, "matchLabels": {**mapping(selector, "matchLabels"), **own}}
    named = texts(said, "namespaces")
    chosen: Any = get(said, "namespaceSelector")
    chosen = chosen if isinstance(chosen, dict) else None
    if not named and chosen is None:
        named = [namespace]
    topology = text(said, "topologyKey")
    parts = [topology, sorted(named), chosen, selector]
    key = orjson.dumps(parts, option=orjson.OPT_SORT_KEYS)
    return Term(key, topology, frozenset(named), chosen, selector)
