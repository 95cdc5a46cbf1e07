"""Whole scenarios: rules of the alphabet, and pairs of rules that hurt more together."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from cs_simulator.domain.errors import UsageError
from cs_simulator.testing.explore.alphabet import kinds_of, operations_of
from cs_simulator.testing.explore.options import Options
from cs_simulator.testing.explore.places import Scope, after
from cs_simulator.testing.explore.rules import Kinds, acts_in, rules, with_free_ids
from cs_simulator.testing.explore.values import Json
from cs_simulator.testing.explore.variations import around, read_base

NAME = "found"
_HEAVY = 3
"""From this weight on, kinds are those that hurt most."""


def scenarios(options: Options) -> SearchStrategy[Json]:
    """Scenarios with these options, as JSON objects; raises ``UsageError`` if there are none."""
    if options.rules < 1:
        raise UsageError("write how many rules there may be, from 1", subject="rules")
    kinds, scope = _chosen(options)
    if options.base is not None:
        return around(read_base(options.base), groups(kinds, scope, options.rules, least=0))
    return groups(kinds, scope, options.rules).map(_scenario)


def _chosen(options: Options) -> tuple[Kinds, Scope]:
    """The kinds and the operations that rules are about."""
    kinds, named = kinds_of(options.kinds), operations_of(options.operations)
    called = tuple(name for name in options.called if not named or name in named)
    for names in filter(None, (called, named)) if named or called else ((),):
        scope = Scope(names, is_asked=bool(named))
        if found := acting(kinds, scope):
            return found, scope
    cause = f"none of these kinds acts on {', '.join(options.operations)}"
    raise UsageError(cause, subject="kinds")


def acting(kinds: Iterable[Any], scope: Scope) -> Kinds:
    """Those of the kinds that may act on operations."""
    return tuple(kind for kind in kinds if not scope.names or acts_in(kind, scope))


def groups(kinds: Kinds, scope: Scope, most: int, least: int = 1) -> SearchStrategy[list[Json]]:
    """Several rules: each by itself, or two that go together."""
    single = rules(kinds, scope).map(lambda rule: [rule])
    either = single if most == 1 else st.one_of(single, single, single, _pairs(kinds, scope))
    found = st.lists(either, min_size=least, max_size=most)
    return found.map(lambda made: [*chain.from_iterable(made)][:most])


@st.composite
def _pairs(draw: st.DrawFn, kinds: Kinds, scope: Scope) -> list[Json]:
    """A rule that hurts, and one about what a client does then: both, or one of them alone."""
    heavy = tuple(kind for kind in kinds if kind.weight >= _HEAVY) or kinds
    first = draw(rules(heavy, scope))
    follows = after(first.get("when", {}).get("operation", "CreateCluster"), scope)
    then = follows[draw(st.sampled_from(sorted(follows)))] if follows else scope
    able = acting(kinds, then)
    second = draw(rules(able, then) if able else rules(kinds, scope))
    start, end = draw(_PARTS)
    return [first, second][start:end]


_PARTS = st.sampled_from([(0, 1), (1, 2), (0, 2), (0, 2), (0, 2), (0, 2)])


def _scenario(found: list[Json]) -> Json:
    return {
        "apiVersion": "simulator/v1",
        "kind": "Scenario",
        "metadata": {"name": NAME},
        "rules": with_free_ids(found),
    }
