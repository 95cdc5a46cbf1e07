"""ECS instance types, and which zones are assumed to have offered them.

Source: ``sources/instance_types.yaml``. Quotas and stock are not here: types are the same for all
accounts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from cs_simulator.catalog import regions
from cs_simulator.catalog._tables import read

Era = Literal["classic", "swarm", "ack"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceType:
    """An instance type, such as ``ecs.n4.large``."""

    instance_type: str
    family: str
    family_class: str
    """The purpose of the family, such as ``compute`` or ``gpu``; the names are not the vendor's."""
    vcpu: int
    memory_gib: float
    era: Era
    """``classic``: older than Swarm clusters; ``swarm``: sold in their time; ``ack``: later."""
    io_optimized: Literal["none", "both", "only"]
    """Whether instances are never I/O optimized, if the request says so, or always."""
    retired: bool
    """Whether it is no longer sold."""


# The zones of a region that offer a type, by its era: older types were not sold in newer zones, and
# later types came when there were no Swarm clusters any more.
_ZONES: Mapping[Era, slice] = {"classic": slice(2), "swarm": slice(None), "ack": slice(0)}

# Special hardware, by family class, and the regions that are assumed to have it.
_BIG_REGIONS = frozenset({"cn-hangzhou", "cn-beijing", "cn-shanghai", "cn-shenzhen"})
_REGIONS: Mapping[str, frozenset[str]] = {
    "bare-metal": _BIG_REGIONS,
    "big-data": _BIG_REGIONS,
    "fpga": _BIG_REGIONS,
    "gpu": _BIG_REGIONS,
    "gpu-video": _BIG_REGIONS,
    "local-ssd": _BIG_REGIONS,
}


def find(name: str) -> InstanceType | None:
    """The instance type with that name."""
    return all_instance_types().get(name)


@cache
def all_instance_types() -> Mapping[str, InstanceType]:
    """All instance types, by name."""
    return read("instance_types", InstanceType)


def offered_in(instance_type: InstanceType, zone_id: str) -> bool:
    """Whether the zone offers the type, in stock or not; an unknown zone offers none.

    An assumption, since it was never published: types of the Swarm era are offered everywhere,
    those of the classic era in the first two zones of a region, later ones nowhere; special
    hardware only in the regions of Hangzhou, Beijing, Shanghai and Shenzhen.
    """
    region = regions.find_by_zone(zone_id)
    if region is None:
        return False
    special = _REGIONS.get(instance_type.family_class)
    if special is not None and region.region_id not in special:
        return False
    return zone_id in region.zones[_ZONES[instance_type.era]]
