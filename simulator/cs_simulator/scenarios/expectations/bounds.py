"""Bounds of a number: ``3``, ``{min: 1}``, ``{max: 3}``, ``{exact: 2}``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that a number may be."""

    least: int = 0
    most: int | None = None

    def __contains__(self, number: int) -> bool:
        return self.least <= number and (self.most is None or number <= self.most)

    def __str__(self) -> str:
        """``at least 1``, ``3``, ``1 to 2``, ``no``: what goes before a noun."""
        if self.most is None:
            return f"at least {self.least}"
        if self.least == self.most:
            return str(self.least or "no")
        return f"{self.least} to {self.most}" if self.least else f"at most {self.most}"

    @property
    def is_about_one(self) -> bool:
        """Whether the noun that comes after it is in the singular."""
        return (self.least if self.most is None else self.most) <= 1


AT_LEAST_ONE = Bounds(1)


def read_bounds(name: str, source: Any) -> Bounds:
    """The bounds of a JSON value; raises ``ValueError`` that begins with *name*."""
    if isinstance(source, int) and not isinstance(source, bool):
        source = {"exact": source}
    if (
        not isinstance(source, Mapping)
        or not source
        or not source.keys() <= {"exact", "min", "max"}
    ):
        raise ValueError(f"write {name} as a number, or as an object with exact, min or max")
    if not all(type(number) is int and number >= 0 for number in source.values()):
        raise ValueError(f"{name}: write exact, min and max as whole numbers from 0")
    if "exact" in source:
        if len(source) > 1:
            raise ValueError(f"{name}: exact goes without min and max; leave them out")
        return Bounds(source["exact"], source["exact"])
    least, most = source.get("min", 0), source.get("max")
    if most is not None and least > most:
        raise ValueError(
            f"{name}: min is more than max, which nothing can meet; write a smaller min"
        )
    return Bounds(least, most)
