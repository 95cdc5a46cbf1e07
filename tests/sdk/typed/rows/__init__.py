"""A row for each operation that is modelled, by subject: one module for each."""

from importlib import import_module
from pkgutil import iter_modules

from tests.sdk.typed.rows._row import ROWS, Row

__all__ = ["ROWS", "Row"]

for _module in sorted(iter_modules(__path__), key=lambda each: each.name):
    import_module(f"{__name__}.{_module.name}")
