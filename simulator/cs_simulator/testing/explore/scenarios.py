"""Whole scenarios: rules of the alphabet, some of which are about what follows the rule before."""

from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from cs_simulator.domain.errors import UsageError
from cs_simulator.testing.explore.alphabet import kinds_of, operations_of, words
from cs_simulator.testing.explore.options import Options
from cs_simulator.testing.explore.places import Scope
from cs_simulator.testing.explore.rules import Drawn, Kinds, acts_in, rules, written
from cs_simulator.testing.explore.values import Json
from cs_simulator.testing.explore.variations import around, read_base

NAME = "found"


def scenarios(options: Options) -> SearchStrategy[Json]:
    """Scenarios with these options, as JSON objects; raises ``UsageError`` if there are none."""
    if options.rules < 1:
        raise UsageError("write how many rules there may be, from 1", subject="rules")
    kinds, scope = _chosen(options)
    if options.base is not None:
        added = st.lists(rules(kinds, scope), max_size=options.rules)
        return around(read_base(options.base), added)
    return st.lists(rules(kinds, scope), min_size=1, max_size=options.rules).map(_scenario)


def _chosen(options: Options) -> tuple[Kinds, Scope]:
    """The kinds and the operations that rules are about."""
    kinds, named = kinds_of(options.kinds), operations_of(options.operations)
    called = operations_of(name for name in options.called if name in words().operations)
    scope = Scope(named, () if named else called)
    if found := acting(kinds, scope):
        return found, scope
    if called and (found := acting(kinds, Scope(named))):
        return found, Scope(named)
    cause = f"none of these kinds acts on {', '.join(options.operations)}"
    raise UsageError(cause, subject="kinds")


def acting(kinds: Iterable[Any], scope: Scope) -> Kinds:
    """Those of the kinds that may act on operations."""
    return tuple(kind for kind in kinds if acts_in(kind, scope))


def _scenario(found: list[Drawn]) -> Json:
    return {
        "apiVersion": "simulator/v1",
        "kind": "Scenario",
        "metadata": {"name": NAME},
        "rules": written(found),
    }
