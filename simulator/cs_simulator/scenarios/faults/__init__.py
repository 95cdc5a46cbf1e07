"""The kinds of faults: one module each, collected from this folder.

To add one, add a file with a class that derives from :class:`Fault`; the schema, ``scenario lint``,
the reference table and the tests of all kinds find it here.
"""

from functools import cache

from cs_simulator.domain.collecting import collect_classes
from cs_simulator.scenarios.faults._fault import Case, Fault

__all__ = ["Case", "Fault", "all_kinds"]


@cache
def all_kinds() -> dict[str, type[Fault]]:
    """Every kind by its name, which is its module's."""
    kinds = collect_classes(__name__, Fault)  # type: ignore[type-abstract] # mypy wants a concrete one
    return {kind.__module__.rpartition(".")[2]: kind for kind in kinds}
