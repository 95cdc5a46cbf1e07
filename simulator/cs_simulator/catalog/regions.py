"""Regions and their zones, including the regions that never had Swarm clusters.

Source: ``sources/regions.yaml``.
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
    name: str
    """How it is called in English: ``China (Hangzhou)``."""
    chinese: str
    """How it is called in Chinese."""
    zones: tuple[str, ...]
    """The zones of the Swarm era, in order; today's for a region that is younger."""
    today: tuple[str, ...]
    """The zones of today, in order; none if the region has been closed."""
    id_infix: str
    """The letters after the prefix of ids from there: ``2ze`` in Beijing; empty if unknown."""
    swarm: bool
    """Whether a Swarm cluster could be created there."""
    mainland: bool
    """Whether it is in mainland China, where buying needs a real-name check."""
    open: bool
    """Whether it still accepts new customers."""

    @property
    def every_zone(self) -> tuple[str, ...]:
        """The zones of the Swarm era and of today, in order."""
        return tuple(dict.fromkeys((*self.zones, *self.today)))


def find(region_id: str) -> Region | None:
    """The region with that id."""
    return all_regions().get(region_id)


def find_by_zone(zone_id: str) -> Region | None:
    """The region that has the zone, or ``None`` for a zone that the catalogue does not have.

    The name of a zone is its region and a letter, with a hyphen between them in China only:
    ``cn-hangzhou-b``, ``ap-southeast-1a``.
    """
    return _by_zone().get(zone_id)


@cache
def _by_zone() -> Mapping[str, Region]:
    return {zone: region for region in all_regions().values() for zone in region.every_zone}


@cache
def all_regions() -> Mapping[str, Region]:
    """All regions, by id."""
    return read("regions", Region)


@cache
def open_regions() -> tuple[Region, ...]:
    """The regions in which Kubernetes clusters can be created: those that are still open."""
    return tuple(region for region in all_regions().values() if region.open and region.today)


@cache
def swarm_regions() -> tuple[Region, ...]:
    """The regions in which Swarm clusters could be created."""
    return tuple(region for region in all_regions().values() if region.swarm)
