"""The generated part of ``testing/explore/README.md``: how each kind of fault is explored."""

from collections.abc import Iterator

from cs_simulator.scenarios.declaration import build
from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.scenarios.rules.fault import Fault
from cs_simulator.testing.explore.alphabet import parameters_of, phases_of

from tests.docs.tables import code, table


def explored() -> str:
    """Every kind of fault: whether it is explored, where and how, and whether it passes."""
    rows = [(code(name), _how(kind), _passes(kind)) for name, kind in all_kinds().items()]
    return table(("fault", "explored", "passes by itself"), rows)


def _how(kind: type[Fault]) -> str:
    if kind.not_explored:
        return f"if it is named: {kind.not_explored}"
    parts = [f"in {', '.join(map(code, phases_of(kind)))}"]
    parts += [f"with `{key}: {str(value).lower()}`" for key, value in kind.explored_with.items()]
    return " ".join(parts)


def _passes(kind: type[Fault]) -> str:
    """Whether what it acts on passes by itself, for all of its parameters or for some."""
    found = set(_lasting(kind))
    return "yes" if found == {False} else "no" if found == {True} else "depends on its parameters"


def _lasting(kind: type[Fault]) -> Iterator[bool]:
    for phase in phases_of(kind):
        for made in parameters_of(kind.kind(), phase):
            yield build(kind, made).is_lasting(phase)
