"""What is not known of the real service, and what was chosen in its place.

Source: ``sources/assumptions.yaml``.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from cs_simulator.catalog._tables import read


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One choice, by its number in the README."""

    number: int
    text: str
    operations: tuple[str, ...]
    """Names of the operations that it concerns; ``*`` stands for anything."""

    def concerns(self, operation: str) -> bool:
        """Whether it is about an operation, and not about all of them."""
        return "*" not in self.operations and any(
            fnmatchcase(operation, each) for each in self.operations
        )


@cache
def all_assumptions() -> tuple[Assumption, ...]:
    """Every assumption, by number."""
    return tuple(read("assumptions", Assumption).values())
