"""Rules: a fault, the calls or steps that it is about, and on which of them it acts.

Lists of choices come from the declarations; Hypothesis draws from them, and shrinks to the first.
"""

from collections.abc import Collection, Iterable
from functools import cache
from itertools import chain, count
from typing import Any, NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from cs_simulator.scenarios.declaration import build
from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.scenarios.rules.effects import Phase
from cs_simulator.scenarios.rules.fault import Fault
from cs_simulator.testing.explore.alphabet import parameters_of, phases_of, then_of, together
from cs_simulator.testing.explore.places import (
    Follows,
    Scope,
    Subject,
    When,
    following,
    has_cluster,
    has_nodes,
    whens_of,
)
from cs_simulator.testing.explore.values import Json

Kinds = tuple[type[Fault], ...]

MOST = 100
"""As many values a list of choices has.

Of longer ones Hypothesis also tries positions that it finds as numbers in the modules that are
loaded, so that one seed would draw differently in another process.
"""

_STATES = ("initial", "running", "deleting", "failed", "scaling")


@cache
def choices_of(kind: str, phase: Phase, scope: Scope) -> tuple[Json, ...]:
    """The parameters that a rule of a kind may have in a phase: none, or the fewest, first.

    It is empty if the kind can do nothing about these operations.
    """
    every = parameters_of(kind, phase)
    possible = [made for made in every if whens_of(_subject(kind, phase, made, scope))]
    return (*possible[:1] * (len(possible) // 2), *possible)[:MOST]


def _subject(kind: str, phase: Phase, given: Json, scope: Scope) -> Subject:
    """What a rule of a kind with these parameters has to be about."""
    fault = build(all_kinds()[kind], given)
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


_IN_STATES: tuple[Json, ...] = (
    *_OF_CALLS,
    *({"when": {"state": state}, "fire": {"times": 1}} for state in _STATES),
)


def any_firing() -> tuple[Json, ...]:
    """All ways in which rules of calls and of steps act."""
    return (*_OF_CALLS, *_OF_NODES[len(_FIRES) :])


# ---- rules


class Drawn(NamedTuple):
    """A rule that may depend on the one before it."""

    subject: Subject
    then: Any
    when: When
    firing: int
    """A number that says how often it acts."""


@st.composite
def rules(draw: st.DrawFn, kinds: Kinds, scope: Scope) -> Drawn:
    """Rules of these kinds about these operations.

    There are four draws, so that Hypothesis leaves out a rule of a list in one go: it deletes up
    to five at a time, and one says that there is another rule.
    """
    kind, phase = draw(_kinds_and_phases(kinds, scope))
    given, number = draw(_choices(kind, phase, scope)), draw(_NUMBERS)
    if number >= _FIRINGS:
        given, number = _more(kind, phase, scope, given, number), 0
    subject = _subject(kind, phase, given, scope)
    return Drawn(subject, then_of(kind, given), draw(_whens(subject)), number)


_FIRINGS = 60
"""So many of the numbers say how often a rule acts; the others give it more parameters."""
_NUMBERS = st.integers(0, MOST - 1)


def _more(kind: str, phase: Phase, scope: Scope, given: Json, number: int) -> Json:
    """The parameters with some that a number says, if they make sense together."""
    others = choices_of(kind, phase, scope)
    found = together(kind, phase, given, others[-1 - number % len(others)])
    return found if whens_of(_subject(kind, phase, found, scope)) else given


# Strategies that are drawn from again and again are made once: to make one takes longer.


@cache
def _kinds_and_phases(kinds: Kinds, scope: Scope) -> SearchStrategy[tuple[str, Phase]]:
    """A kind and one of its phases: all of them, and each kind at least as often as it weighs."""
    found = []
    for kind in kinds:
        phases = acts_in(kind, scope)
        times = max(kind.weight, len(phases))
        found += [(kind.kind(), phases[place % len(phases)]) for place in range(times)]
    return st.sampled_from(found)


@cache
def _choices(kind: str, phase: Phase, scope: Scope) -> SearchStrategy[Json]:
    return st.sampled_from(choices_of(kind, phase, scope))


@cache
def _whens(subject: Subject) -> SearchStrategy[When]:
    return st.sampled_from(whens_of(subject))


# ---- as files have them


def written(drawn: Iterable[Drawn], taken: Collection[str] = ()) -> list[Json]:
    """Rules as files have them, with ids that are not taken."""
    made: list[Json] = []
    before = "CreateCluster"
    for rule in drawn:
        when = rule.when
        if isinstance(when, Follows):
            when = following(rule.subject, when, before)
        before = when.get("operation", before)
        made.append(_written(rule, when))
    return with_free_ids(made, taken)


def _written(drawn: Drawn, when: Json) -> Json:
    """A rule with its keys in the order in which people write them; none says nothing."""
    subject, firing = drawn.subject, _firing(drawn, when)
    phase = subject.phase if subject.phase != subject.kind.phases[0] else None
    when = {**when, **firing.get("when", {})}
    made = {**firing, "phase": phase, "when": when, "then": drawn.then}
    keys = ("phase", "when", "fire", "select", "then", "ttl")
    return {key: made[key] for key in keys if made.get(key)}


def _firing(drawn: Drawn, when: Json) -> Json:
    """How often a rule acts: what is plain as often as all else."""
    subject = drawn.subject
    if subject.phase == "provision":
        found = _OF_NODES if has_nodes(when, subject) else _OF_STEPS
    else:
        found = _IN_STATES if has_cluster(when, subject) else _OF_CALLS
    plain = found[:_PLAIN] * (len(found) // _PLAIN)
    return (*plain, *found[_PLAIN:])[drawn.firing % (len(plain) + len(found) - _PLAIN)]


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
