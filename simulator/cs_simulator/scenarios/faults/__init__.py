"""The kinds of faults: one module each, collected from this folder.

To add one, add a file with a dataclass that derives from
:class:`cs_simulator.scenarios.rules.fault.Fault`. Its docstring begins with the kind's name and
what it does, on one line; the next paragraph says which bugs of clients it finds. The schema,
``scenario lint``, the reference table and the tests of all kinds find it here.
"""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Annotated, Any

from cs_simulator.domain.collecting import collect_classes
from cs_simulator.scenarios.declaration import Before, build
from cs_simulator.scenarios.rules.fault import Fault
from cs_simulator.scenarios.values import DistributionValues

_DISTRIBUTIONS = frozenset(field.name for field in fields(DistributionValues))


@cache
def all_kinds() -> dict[str, type[Fault]]:
    """Every kind by its name, which is its module's."""
    return {kind.kind(): kind for kind in collect_classes(__name__, Fault)}


def kind_by_kind(source: Any) -> Any:
    """The object of parameters by kind that ``reset`` and ``{transport: reset}`` stand for."""
    if isinstance(source, dict) and source.keys() == {"transport"}:
        source = source["transport"]
    return {source: {}} if isinstance(source, str) else source


def parameters(kind: type[Fault], source: Any) -> Any:
    """The parameters that the short form of a kind, ``delay: 3s``, stands for."""
    if source is None:
        return {}
    is_main = not isinstance(source, dict) or source.keys() <= _DISTRIBUTIONS
    return {kind.main: source} if kind.main and source != {} and is_main else source


def _read(source: Any) -> Fault:
    if isinstance(source, Fault):
        return source
    given: Mapping[str, Any] = kind_by_kind(source)
    ((name, values),) = given.items()
    kind = all_kinds()[name]
    return build(kind, parameters(kind, values))


AnyFault = Annotated[Fault, Before(_read)]
"""What ``then`` gives: exactly one kind, in its full or its short form."""
