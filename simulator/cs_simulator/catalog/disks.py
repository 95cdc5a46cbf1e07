"""Disk categories, and the sizes that data disks of them can have.

Source: ``sources/disk_categories.yaml``. System disks are not modelled: the service chooses them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from cs_simulator.catalog._tables import read


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskCategory:
    """A kind of disk: ``cloud_efficiency``."""

    category: str
    data_min_gib: int
    data_max_gib: int
    io_optimized: Literal["legacy", "any", "only"]
    """The instances it goes with: not I/O optimized ones, all, or I/O optimized ones."""
    swarm: bool
    """Whether clients of the Swarm era accepted it as a node's data disk."""
    retired: bool
    """Whether it is no longer sold."""


def find(category: str) -> DiskCategory | None:
    """The disk category of that name."""
    return all_categories().get(category)


@cache
def all_categories() -> Mapping[str, DiskCategory]:
    """Every disk category by its name."""
    return read("disk_categories", DiskCategory)
