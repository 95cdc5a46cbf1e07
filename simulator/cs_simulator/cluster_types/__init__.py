"""What differs from one cluster type to another: one folder each, collected from here.

To add one, add a folder with a module ``cluster_type`` that has a :class:`ClusterType`. Engine,
scenarios and store know no type by name.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from cs_simulator.cluster_types.contract import (
    EXAMPLE_PASSWORD,
    ClusterType,
    Creation,
    example_pool,
    example_pool_change,
    is_called,
    type_of,
    type_of_body,
)
from cs_simulator.engine.cluster_behavior import ClusterTypes

__all__ = [
    "EXAMPLE_PASSWORD",
    "ClusterType",
    "Creation",
    "all_types",
    "example_pool",
    "example_pool_change",
    "is_called",
    "registry",
    "type_of",
    "type_of_body",
]


def all_types() -> list[ClusterType]:
    """Every cluster type, in the order of the folders' names."""
    folders = (found.name for found in iter_modules(__path__) if found.ispkg)
    # No other module of a folder is looked at: what a type does not use itself is not loaded.
    modules = [import_module(f"{__name__}.{folder}.cluster_type") for folder in folders]
    return [
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, ClusterType)
    ]


@cache
def registry() -> ClusterTypes:
    """All cluster types as a world takes them."""
    return ClusterTypes(all_types)
