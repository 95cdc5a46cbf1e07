"""ECS instance types, and an assumption on which zones offered them.

Source: ``sources/instance_types.yaml``. Nothing here knows an account's quotas, or what is sold
out: types are the same for everybody.
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
    """What a node can be: ``ecs.n4.large``."""

    instance_type: str
    family: str
    family_class: str
    """What the family is for, such as ``compute`` or ``gpu``; our own names."""
    vcpu: int
    memory_gib: float
    era: Era
    """``classic``: from before Swarm clusters; ``swarm``: sold in their time; ``ack``: later."""
    io_optimized: Literal["none", "both", "only"]
    """Never I/O optimized, as the request says, or always."""
    retired: bool
    """Whether it is no longer sold to new customers."""


# Which zones of a region offer a type of that era: older types were being withdrawn from the newer
# zones, and later types came when there were no Swarm clusters any more.
_ZONES: Mapping[Era, slice] = {"classic": slice(2), "swarm": slice(None), "ack": slice(0)}

# Hardware that stood in few places, by family class, and the regions where it is taken to stand.
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
    """The instance type of that name."""
    return all_instance_types().get(name)


@cache
def all_instance_types() -> Mapping[str, InstanceType]:
    """Every instance type by its name."""
    return read("instance_types", InstanceType)


def offered_in(instance_type: InstanceType, zone_id: str) -> bool:
    """Whether the zone offers the type, sold out or not. An unknown zone offers nothing.

    This is an assumption: which zone offered what was never published. Types of the Swarm era are
    offered everywhere, those of the classic era in the first two zones of a region, later ones
    nowhere; special hardware only in the regions of Hangzhou, Beijing, Shanghai and Shenzhen.
    """
    region = regions.find_by_zone(zone_id)
    if region is None:
        return False
    special = _REGIONS.get(instance_type.family_class)
    if special is not None and region.region_id not in special:
        return False
    return zone_id in region.zones[_ZONES[instance_type.era]]
