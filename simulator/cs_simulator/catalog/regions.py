"""Regions and their zones. A region without Swarm clusters is known too, so that it can be refused.

Source: ``sources/regions.yaml``. Nothing here knows what is sold where: see
:func:`cs_simulator.catalog.instance_types.offered_in`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cs_simulator.catalog._tables import read


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region of the cloud."""

    region_id: str
    city: str
    zones: tuple[str, ...]
    """The zones of the Swarm era, in order; today's, where those are not known."""
    id_infix: str
    """The letters that follow the prefix of ids made there; empty where none are known."""
    swarm: bool
    """Whether a Swarm cluster could be created there."""
    mainland: bool
    """Whether it lies in mainland China, where buying needs a real-name check."""
    open: bool
    """Whether something new can still be bought there."""

    @property
    def infix(self) -> str:
        """The letters that ids made there begin with, after their prefix: ``2ze`` in Beijing.

        Falls back to none at all: where no real id is known, the letters are not invented, and an
        id made there consists of its prefix and chance. Every Swarm region has letters.
        """
        return self.id_infix


def find(region_id: str) -> Region | None:
    """The region of that id."""
    return all_regions().get(region_id)


def find_by_zone(zone_id: str) -> Region | None:
    """The region that has the zone, among the zones the catalogue knows.

    A zone is its region and a letter, with a hyphen between them in China only:
    ``cn-hangzhou-b``, ``ap-southeast-1a``.
    """
    region = find(zone_id[:-1].removesuffix("-"))
    return region if region and zone_id in region.zones else None


@cache
def all_regions() -> Mapping[str, Region]:
    """Every region by its id."""
    return read("regions", Region)


@cache
def swarm_regions() -> tuple[Region, ...]:
    """The regions in which Swarm clusters could be created."""
    return tuple(region for region in all_regions().values() if region.swarm)
