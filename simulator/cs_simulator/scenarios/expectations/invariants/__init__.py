"""The invariants: one module each, collected from this folder.

To add one, add a file with a dataclass that derives from
:class:`cs_simulator.scenarios.expectations.invariant.Invariant`. Its docstring begins with the
invariant's name and what it checks, on one line; the next paragraphs say the rest, the last one
what it cannot see, and begins with "It cannot see". The schema, ``scenario lint``, the reference
table, ``verify`` and the tests of all invariants find it here.
"""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

from cs_simulator.domain.collecting import collect_classes
from cs_simulator.scenarios.declaration import Before, build
from cs_simulator.scenarios.expectations.invariant import Invariant


@cache
def all_invariants() -> dict[str, type[Invariant]]:
    """Every invariant by its name, which is its module's."""
    return {found.kind(): found for found in collect_classes(__name__, Invariant)}


def invariant_by_name(source: Any) -> Any:
    """The object of parameters by name that ``no_orphans`` stands for."""
    return {source: {}} if isinstance(source, str) else source


def parameters(invariant: type[Invariant], source: Any) -> Any:
    """The parameters that the short form, ``ends_within: 2h``, stands for."""
    if source is None:
        return {}
    return {invariant.main: source} if invariant.main and not isinstance(source, dict) else source


def invariant_of(source: Any) -> type[Invariant]:
    """The invariant that a checked source is about."""
    ((name, _),) = invariant_by_name(source).items()
    return all_invariants()[name]


def _read(source: Any) -> Invariant:
    if isinstance(source, Invariant):
        return source
    given: Mapping[str, Any] = invariant_by_name(source)
    ((name, values),) = given.items()
    invariant = all_invariants()[name]
    return build(invariant, parameters(invariant, values))


AnyInvariant = Annotated[Invariant, Before(_read)]
"""What ``invariant`` gives: exactly one, by its name or with its parameters."""
