"""What the benchmark measures, as data: figures, scenes that yield them, groups of scenes.

A group is a module in ``tests/benchmarks/groups`` with a :class:`Group` as its ``GROUP``; it is
found by its presence. To add a figure, add a line to the scene that measures it.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.benchmarks import groups
from tests.benchmarks.installation import Installation
from tests.benchmarks.needs import Need

Sample = Mapping[str, float]
"""What one measurement found: numbers by the keys that figures name."""


class CannotRunError(Exception):
    """An installation cannot do what a scene asks of it; the text says why, in one line."""


@dataclass(frozen=True, kw_only=True)
class Effort:
    """How much is measured."""

    repeat: int
    """How often each scene is measured, unless the scene says otherwise."""
    seconds: int
    """How long each load lasts."""
    polls: int
    """How many reads the group ``polling`` makes."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One row of the table: the median of a number of a scene, with what it should be."""

    name: str
    key: str
    """Where the number stands in the samples."""
    unit: str
    digits: int = 0
    """How many decimal places are shown, but for ratios, which have two."""
    is_ratio: bool = False
    """Whether the row is about the ratio to the same number of the bare server."""
    at_most: float | None = None
    at_least: float | None = None
    verdict: tuple[str, str] | None = None
    """What is written beside a number that meets the target, and beside one that does not."""
    beside: Mapping[str, str] | None = None
    """Other numbers of the bare sample that are shown: what to call them, and their keys."""

    @property
    def target(self) -> str:
        """The target as it is written into the table; empty if there is none."""
        unit = "×" if self.is_ratio else self.unit
        if self.at_most is not None:
            return f"≤ {self.at_most:,} {unit}"
        return "" if self.at_least is None else f"≥ {self.at_least:,} {unit}"

    def is_met(self, value: float) -> bool:
        """Whether a value is as the target asks."""
        return (self.at_most is None or value <= self.at_most) and (
            self.at_least is None or value >= self.at_least
        )


def at_most_three(repeat: int) -> int:
    """How often something is measured that takes long."""
    return min(repeat, 3)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One thing that is measured, and the figures that it yields.

    *measure* is called with each installation and raises :class:`CannotRunError` if that cannot do
    it. *bare* measures the same of a server that does nothing else, and is called as often.
    """

    measure: Callable[[Installation, Effort], Sample]
    figures: tuple[Figure, ...]
    bare: Callable[[Installation, Effort], Sample] | None = None
    times: Callable[[int], int] = lambda repeat: repeat
    """How often it is measured, where the command line asks for *repeat* times."""

    @property
    def name(self) -> str:
        """What messages call it: the name of its first figure."""
        return self.figures[0].name


@dataclass(frozen=True, kw_only=True)
class Group:
    """Scenes that are chosen together, by ``--only NAME``."""

    name: str
    measures: str
    """What they are about, in one line."""
    scenes: tuple[Scene, ...]
    needs: tuple[Need, ...] = ()


ORDER = (
    "start", "reads", "creates", "steps", "pools", "polling", "fixtures", "suites", "lists",
    "polled", "reset", "signatures", "rules", "watches", "workloads", "replicas",
)  # fmt: skip
"""The order of the groups in the table; others follow, by name."""


def all_groups() -> dict[str, Group]:
    """Every group by name, in the order of the table."""
    modules = [
        importlib.import_module(f"{groups.__name__}.{module.name}")
        for module in pkgutil.iter_modules(groups.__path__)
    ]
    found = {module.GROUP.name: module.GROUP for module in modules}
    names = [name for name in ORDER if name in found]
    return {name: found[name] for name in [*names, *sorted(found.keys() - names)]}
