"""The kinds of faults: one module each, collected from this folder.

To add one, add a file with a class that derives from :class:`Fault`; the schema, ``scenario lint``,
the reference table and the tests of all kinds find it here.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from cs_simulator.scenarios.faults._fault import Case, Fault

__all__ = ["Case", "Fault", "all_kinds"]


@cache
def all_kinds() -> dict[str, type[Fault]]:
    """Every kind by its name, which is its module's."""
    found: dict[str, type[Fault]] = {}
    for module in iter_modules(__path__):
        if not module.name.startswith("_"):
            path = f"{__name__}.{module.name}"
            values = vars(import_module(path)).values()
            (kind,) = [
                value
                for value in values
                if isinstance(value, type) and issubclass(value, Fault) and value.__module__ == path
            ]
            found[module.name] = kind
    return found
