"""What differs from one cluster type to another: one folder each, collected from here.

To add one, add a folder with a module that has a :class:`ClusterType`. Engine, scenarios and store
know no type by name.
"""

from functools import cache

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
from cs_simulator.domain.collecting import collect
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
    return collect(__name__, ClusterType)


@cache
def registry() -> ClusterTypes:
    """All cluster types as a world takes them."""
    return ClusterTypes(all_types)
