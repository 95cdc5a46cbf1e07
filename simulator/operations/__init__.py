"""What can be asked: one module for each operation of the API, collected from this folder."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from simulator.operations._answers import Answer, ErrorKeys, refusal
from simulator.operations._operation import Call, FromLog, Incoming, Operation, Reply
from simulator.operations._routing import Routes

__all__ = [
    "Answer",
    "Call",
    "ErrorKeys",
    "FromLog",
    "Incoming",
    "Operation",
    "Reply",
    "Routes",
    "all_operations",
    "refusal",
    "routes",
]


@cache
def all_operations() -> tuple[Operation, ...]:
    """Every operation, in the order of the modules' names.

    Each module of this folder whose name has no leading underscore holds exactly one.
    """
    found = []
    for module in iter_modules(__path__):
        if not module.name.startswith("_"):
            names = vars(import_module(f"{__name__}.{module.name}"))
            (operation,) = [value for value in names.values() if isinstance(value, Operation)]
            found.append(operation)
    return tuple(found)


@cache
def routes() -> Routes:
    """The operations by method and path."""
    return Routes(all_operations())
