"""Rules: a fault, the calls or steps that it is about, and on which of them it acts.

Lists of choices come from the declarations; Hypothesis draws from them, and shrinks to the first.
None has more than a hundred: of longer ones Hypothesis also tries positions that it finds as
numbers in the modules that are loaded, so that one seed would draw differently in another process.
"""

from collections.abc import Collection, Iterable
from functools import cache
from itertools import chain, count
from typing import Any, NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.scenarios.rules.effects import Phase
from cs_simulator.scenarios.rules.fault import Fault
from cs_simulator.testing.explore.alphabet import fault_of, phases_of, thens_of
from cs_simulator.testing.explore.places import Scope, Subject, has_cluster, has_nodes, whens_of
from cs_simulator.testing.explore.values import Json

Kinds = tuple[type[Fault], ...]

_STATES = ("initial", "running", "deleting", "failed", "scaling")
_SELDOM = 6
"""One in so many rules says more than it must."""


class Choice(NamedTuple):
    """What ``then`` may say, and what a rule that says it has to be about."""

    then: Any
    subject: Subject


@cache
def choices_of(kind: str, phase: Phase, scope: Scope) -> tuple[tuple[Choice, ...], ...]:
    """What a rule of a kind may do in a phase, grouped by the number of parameters."""
    groups = []
    for thens in thens_of(kind, phase):
        group = [Choice(then, _subject(then, phase, scope)) for then in thens]
        groups.append(tuple(choice for choice in group if whens_of(choice.subject)))
    return tuple(group for group in groups if group)


def _subject(then: Any, phase: Phase, scope: Scope) -> Subject:
    fault = fault_of(then)
    return Subject(
        kind=type(fault),
        phase=phase,
        is_lasting=fault.is_lasting(phase),
        of_nodes=fault.needs_node or getattr(fault, "policy", "") == "keep",
        scope=scope,
    )


def acts_in(kind: type[Fault], scope: Scope) -> list[Phase]:
    """The phases in which a rule of the kind may be about one of the operations."""
    return [phase for phase in phases_of(kind) if choices_of(kind.kind(), phase, scope)]


# ---- fire and select: how often a rule acts, the plainest first

_FIRES: tuple[Json, ...] = (
    {"fire": {"times": 1}},
    {"fire": {"nth": 2}},
    {"fire": {"times": 2}},
    {"fire": {"nth": 3}},
    {"fire": {"nth": "2-3"}},
    {"fire": {"nth": 5}},
    {"fire": {"nth": 8}},
    {"fire": {"skip": 2, "times": 1}},
    {"fire": {"times": 2, "every": 2}},
    {"fire": {"times": 1, "per": "cluster"}},
    {"fire": {"times": 2, "probability": "50%"}},
)
_OF_CALLS: tuple[Json, ...] = (
    *_FIRES,
    {"fire": {"window": {"for": "1m"}}},
    {"fire": {"window": {"for": "5m"}}},
    {"fire": {"window": {"after": "1m", "for": "5m"}}},
    {"fire": {"times": 2, "window": {"after": "10s", "for": "10s", "every": "1m"}}},
    {"ttl": "5m"},
)
_OF_STEPS: tuple[Json, ...] = (*_FIRES, {"fire": {"times": 1, "per": "node_pool"}})
_OF_NODES: tuple[Json, ...] = (
    *_OF_STEPS,
    {"select": {"count": 1}},
    {"select": {"index": [0]}},
    {"select": {"percent": "50%"}},
    {"select": {"index": [-1]}},
    {"fire": {"times": 2}, "select": {"count": 2}},
)
_PLAIN = 3
"""So many of them are tried as often as all of the others together."""


@cache
def _firings(phase: Phase, has_nodes: bool) -> SearchStrategy[Json]:
    """How often a rule may act: what is plain comes first, and several times."""
    of_steps = _OF_NODES if has_nodes else _OF_STEPS
    found = of_steps if phase == "provision" else _OF_CALLS
    return st.sampled_from(found[:_PLAIN] * (len(found) // _PLAIN) + found[_PLAIN:])


def any_firing() -> tuple[Json, ...]:
    """All ways in which rules of calls and of steps act."""
    return (*_OF_CALLS, *_OF_NODES[len(_FIRES) :])


# ---- rules


@st.composite
def rules(draw: st.DrawFn, kinds: Kinds, scope: Scope) -> Json:
    """Rules of these kinds about these operations, without an id."""
    kind = draw(one_of(kinds))
    phase = draw(_phases(kind.kind(), scope))
    then, subject = draw(draw(_groups(kind.kind(), phase, scope)))
    when = draw(draw(draw(_whens(subject))))
    firing = draw(_firings(phase, has_nodes(when, subject)))
    if has_cluster(when, subject) and draw(_SAYS_STATE):
        when = {**when, "state": draw(_OF_STATES)}
    return _rule(when, then, firing, phase if phase != kind.phases[0] else None)


def _rule(when: Json, then: Any, firing: Json, phase: Phase | None) -> Json:
    """A rule with its keys in the order in which people write them; none says nothing."""
    made = {"phase": phase, "when": when, **firing, "then": then, "ttl": firing.get("ttl")}
    keys = ("phase", "when", "fire", "select", "then", "ttl")
    return {key: made[key] for key in keys if made.get(key)}


# Strategies that are drawn from again and again are made once: to make one takes longer.

_OF_STATES = st.sampled_from(_STATES)
_SAYS_STATE = st.integers(0, _SELDOM).map(lambda number: number == _SELDOM)


@cache
def one_of(kinds: Kinds) -> SearchStrategy[type[Fault]]:
    """One of the kinds: each as often as it weighs."""
    return st.sampled_from([kind for kind in kinds for _ in range(kind.weight)])


@cache
def _phases(kind: str, scope: Scope) -> SearchStrategy[Phase]:
    return st.sampled_from(acts_in(all_kinds()[kind], scope))


@cache
def _groups(kind: str, phase: Phase, scope: Scope) -> SearchStrategy[SearchStrategy[Choice]]:
    groups = [st.sampled_from(group) for group in choices_of(kind, phase, scope)]
    return st.sampled_from([*groups[:1] * len(groups), *groups])


@cache
def _whens(subject: Subject) -> SearchStrategy[SearchStrategy[SearchStrategy[Json]]]:
    return st.sampled_from([st.sampled_from([*map(_same, whens)]) for whens in whens_of(subject)])


def _same(group: tuple[Json, ...]) -> SearchStrategy[Json]:
    return st.just(group[0]) if len(group) == 1 else st.sampled_from(group)


# ---- ids


def with_free_ids(found: Iterable[Json], taken: Collection[str] = ()) -> list[Json]:
    """Rules with ids that are not taken: the names of their kinds, the later ones numbered."""
    used, named = {*taken}, []
    for rule in found:
        kind = kind_of(rule["then"])
        numbered = (f"{kind}-{number}" for number in count(2))
        free = next(name for name in chain([kind], numbered) if name not in used)
        used.add(free)
        named.append({"id": free, **rule})
    return named


def kind_of(then: Any) -> str:
    """The name of the kind that ``then`` says."""
    return then if isinstance(then, str) else next(iter(then))
