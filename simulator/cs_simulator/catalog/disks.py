"""Disk categories, and the sizes of data disks in each.

Source: ``sources/disk_categories.yaml``. Swarm nodes have a data disk, those of node pools also a
system disk of a category; the sizes of the latter do not depend on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from cs_simulator.catalog._tables import read


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskCategory:
    """A disk category, such as ``cloud_efficiency``."""

    category: str
    data_min_gib: int
    data_max_gib: int
    io_optimized: Literal["legacy", "any", "only"]
    """The instances that can have it: not I/O optimized ones, all, or I/O optimized ones."""
    swarm: bool
    """Whether clients of the Swarm era accepted it for the data disks of nodes."""
    ack: Literal["", "data", "both"]
    """What nodes of node pools can have it for: data disks, system disks too, or neither."""
    retired: bool
    """Whether it is no longer sold."""


def find(category: str) -> DiskCategory | None:
    """The disk category with that name."""
    return all_categories().get(category)


@cache
def all_categories() -> Mapping[str, DiskCategory]:
    """All disk categories, by name."""
    return read("disk_categories", DiskCategory)
