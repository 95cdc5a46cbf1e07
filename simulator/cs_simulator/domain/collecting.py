"""Finding what the modules of a package declare, so that a new file is enough to add something.

Modules whose names begin with an underscore hold what the others share; they are not searched.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def public_modules(package: str) -> Iterator[ModuleType]:
    """Import and yield every public module in the package and its folders, in order of names."""
    for found in iter_modules(import_module(package).__path__, f"{package}."):
        if found.name.rpartition(".")[2].startswith("_"):
            continue
        if found.ispkg:
            yield from public_modules(found.name)
        else:
            yield import_module(found.name)


def collect(package: str, kind: type[T]) -> list[T]:
    """Every instance of *kind* that a public module of the package has, each once."""
    found = {
        id(value): value
        for module in public_modules(package)
        for value in vars(module).values()
        if isinstance(value, kind)
    }
    return list(found.values())


def collect_classes(package: str, base: type[T]) -> list[type[T]]:
    """Every subclass of *base* that a public module of the package defines itself."""
    return [
        value
        for module in public_modules(package)
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, base)
        and value.__module__ == module.__name__
    ]
