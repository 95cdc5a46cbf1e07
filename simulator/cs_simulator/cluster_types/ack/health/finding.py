"""What an examination of a cluster looks at, and what it finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from cs_simulator.domain.records import Cluster
from cs_simulator.engine.world import World

Category = Literal["security", "performance", "stability", "limitation", "cost"]
Level = Literal["advice", "warning", "error", "critical"]
Target = Literal["Cluster", "Task", "NodePool", "Node", "Addon"]


class Scene(NamedTuple):
    """A cluster at an instant: now, or earlier, as far as its records tell."""

    world: World
    cluster: Cluster
    at: int
    pool: str = ""
    """The id of the node pool that a check is about; empty for the cluster."""


class Finding(NamedTuple):
    """One thing that is wrong."""

    target: str
    """What it is wrong with: the name of a node or an add-on, the id of a pool, cluster or task."""
    value: str
    """How that is, in a word; its item says how it should be."""
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that an examination looks at."""

    name: str
    title: str
    target: Target
    category: Category = "stability"
    level: Level
    description: str
    expected: str
    """How a target should be, in a word."""
    fix: str
    find: Callable[[Scene], Iterator[Finding]]
    """Yields what is wrong."""
