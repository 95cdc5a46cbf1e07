"""The kinds of faults that scenarios are made of, and what ``then`` says of each.

Everything comes from the declarations: a kind that is added is explored without a word here.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from cs_simulator.cluster_types import registry
from cs_simulator.domain.errors import UsageError
from cs_simulator.operations import vocabulary
from cs_simulator.scenarios.declaration import build
from cs_simulator.scenarios.faults import all_kinds, parameters
from cs_simulator.scenarios.file.checks.names import chosen
from cs_simulator.scenarios.rules.effects import Phase
from cs_simulator.scenarios.rules.fault import Fault
from cs_simulator.scenarios.suggestions import instead
from cs_simulator.scenarios.vocabulary import Vocabulary
from cs_simulator.testing.explore.values import Json, objects

MOST = 100
"""As many values a list of choices may have."""


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
def thens_of(name: str, phase: Phase) -> tuple[tuple[Any, ...], ...]:
    """What ``then`` may say of a kind in a phase, grouped by the number of parameters given.

    Of a group with more than :data:`MOST` it is some, evenly.
    """
    kind = all_kinds()[name]
    groups: dict[int, list[Any]] = {}
    for given in objects(kind, dict(kind.explored_with)):
        if not build(kind, given).problems(phase):
            groups.setdefault(len(given), []).append(_written(kind, given))
    return tuple(tuple(group[:: -(-len(group) // MOST)]) for group in groups.values())


def _written(kind: type[Fault], given: Json) -> Any:
    """What ``then`` says, in the shortest form that means the same."""
    name = kind.kind()
    if not given:
        return name
    short = given.get(kind.main) if given.keys() == {kind.main} else None
    is_understood = short is not None and parameters(kind, short) == given
    return {name: short if is_understood else given}


def fault_of(then: Any) -> Fault:
    """The fault that ``then`` says."""
    ((name, given),) = [(then, {})] if isinstance(then, str) else then.items()
    kind = all_kinds()[name]
    return build(kind, parameters(kind, given))


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
