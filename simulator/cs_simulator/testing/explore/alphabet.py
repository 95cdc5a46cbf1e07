"""The kinds of faults that scenarios are made of, and what ``then`` says of each.

Everything comes from the declarations: a kind that is added is explored without a word here.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from cs_simulator.cluster_types import registry
from cs_simulator.domain.errors import UsageError
from cs_simulator.kubernetes import vocabulary
from cs_simulator.scenarios.declaration import build
from cs_simulator.scenarios.faults import all_kinds, parameters
from cs_simulator.scenarios.file.checks.names import chosen
from cs_simulator.scenarios.rules.effects import Phase
from cs_simulator.scenarios.rules.fault import Fault
from cs_simulator.scenarios.suggestions import instead
from cs_simulator.scenarios.vocabulary import Vocabulary
from cs_simulator.testing.explore.values import Json, objects


@cache
def words() -> Vocabulary:
    """What rules may name."""
    return vocabulary(registry())


# ---- kinds


def kinds_of(names: Iterable[str]) -> list[type[Fault]]:
    """The kinds of these names, or all that are explored by default; the plainest first.

    Raises ``UsageError`` for a kind that there is not.
    """
    known, named = all_kinds(), tuple(names)
    for name in named:
        if name not in known:
            cause = f"there is no kind of fault {name}{instead(name, known)}"
            raise UsageError(cause, subject="kinds")
    found = [known[name] for name in named] or [
        kind for kind in known.values() if not kind.not_explored
    ]
    return sorted(dict.fromkeys(found), key=lambda kind: (-kind.weight, kind.kind()))


def phases_of(kind: type[Fault]) -> tuple[Phase, ...]:
    """The phases in which a kind is explored, its default one first."""
    return tuple(phase for phase in kind.phases if phase in (kind.explored_in or kind.phases))


# ---- then


@cache
def parameters_of(name: str, phase: Phase) -> tuple[Json, ...]:
    """Parameters of a kind that make sense in a phase, the fewest first.

    Each value of each parameter is there once, with what it needs.
    """
    kind, met = all_kinds()[name], set[str]()
    found: list[Json] = []
    for made in objects(kind, dict(kind.explored_with)):
        said = {f"{key}: {value}" for key, value in made.items()}
        if (said - met or not found) and not build(kind, made).problems(phase):
            met |= said
            found.append(made)
    return tuple(found)


def together(name: str, phase: Phase, one: Json, other: Json) -> Json:
    """The parameters of both, if they make sense; else the first ones."""
    kind, both = all_kinds()[name], {**one, **other}
    try:
        return one if build(kind, both).problems(phase) else both
    except ValueError:
        return one


def then_of(name: str, given: Json) -> Any:
    """What ``then`` says of a kind with parameters, in the shortest form that means the same."""
    main = all_kinds()[name].main
    if not given:
        return name
    short = given.get(main) if given.keys() == {main} else None
    is_understood = short is not None and parameters(all_kinds()[name], short) == given
    return {name: short if is_understood else given}


# ---- operations


def operations_of(names: Iterable[str]) -> tuple[str, ...]:
    """The operations that names and patterns choose; raises ``UsageError`` for one without any."""
    known = [name for name, found in words().operations.items() if found.is_modelled]
    given = tuple(names)
    for name in given:
        if not chosen([name], known):
            cause = f"there is no operation {name}{instead(name, known)}"
            raise UsageError(cause, subject="operations")
    return tuple(chosen(given, known))
