"""ECS instance types, and which zones are assumed to have offered them.

Source: ``sources/instance_types.yaml``. Quotas and stock are not here: types are the same for all
accounts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
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

    @property
    def architecture(self) -> str:
        """``amd64`` or ``arm64``."""
        return "arm64" if self.family in _ARM_FAMILIES else "amd64"

    @property
    def enis(self) -> int:
        """How many network interfaces an instance can have; an assumption for most types."""
        return _network_of(self)[0]

    @property
    def addresses_per_eni(self) -> int:
        """How many addresses each of its network interfaces can have; likewise."""
        return _network_of(self)[1]

    @property
    def pod_addresses(self) -> int:
        """How many pods with addresses of the VPC a node can run; one interface is its own."""
        return (self.enis - 1) * self.addresses_per_eni


_ARM_FAMILIES = frozenset({"c6r", "g6r", "c8y", "g8y", "r8y"})

# Up to a number of vCPUs: how many network interfaces, and how many addresses each of them has. The
# numbers of the general families of generation 6 and 7.
_GENERATION_6 = (
    (1, 2, 2),
    (2, 2, 6),
    (4, 3, 10),
    (8, 4, 10),
    (12, 6, 10),
    (26, 8, 20),
    (52, 7, 20),
)
_GENERATION_7 = ((1, 2, 2), (2, 3, 6), (8, 4, 15), (12, 8, 15), (64, 8, 30))
_LARGEST = {6: (15, 20), 7: (15, 30)}
_FIRST_NUMBER = re.compile(r"\d+")

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


@lru_cache(maxsize=1024)
def _network_of(found: InstanceType) -> tuple[int, int]:
    """The number of network interfaces, and of addresses that each of them can have."""
    number = _FIRST_NUMBER.search(found.family)
    is_new = number is not None and int(number[0]) >= 7
    for vcpu, enis, addresses in _GENERATION_7 if is_new else _GENERATION_6:
        if found.vcpu <= vcpu:
            return enis, addresses
    return _LARGEST[7 if is_new else 6]


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
