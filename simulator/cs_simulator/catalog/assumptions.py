"""Assumptions: what is not known of the real service, and what was chosen instead.

Source: ``sources/assumptions.yaml``.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from cs_simulator.catalog._tables import read


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One assumption, with its number in the README."""

    number: int
    text: str
    operations: tuple[str, ...]
    """Patterns of the names of operations that it is about; ``*`` matches anything."""
    cluster_type: str = ""
    """The type of the clusters that it is about; empty for all of them."""

    def concerns(self, operation: str) -> bool:
        """Whether it is about this operation in particular, and not about all of them."""
        return "*" not in self.operations and any(
            fnmatchcase(operation, pattern) for pattern in self.operations
        )


@cache
def all_assumptions() -> tuple[Assumption, ...]:
    """All assumptions, in the order of their numbers."""
    return tuple(read("assumptions", Assumption).values())
