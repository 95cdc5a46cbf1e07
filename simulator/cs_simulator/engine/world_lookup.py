"""What a request may refer to: the resources of a world, and those that it creates by naming them.

Under ``--unknown-resources adopt`` an id that is unknown but well-formed is treated as a resource
that the caller really has: it is created with the simplest properties that fit the call. The world
gets it once the whole request is valid, by :meth:`WorldLookup.adopt`.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

from cs_simulator.catalog import images, regions
from cs_simulator.catalog.images import Image
from cs_simulator.domain import network
from cs_simulator.domain.quotas import Quotas
from cs_simulator.domain.records import CustomImage, RdsInstance, Record, Vpc, VSwitch
from cs_simulator.engine.tables import Table
from cs_simulator.engine.unit import Unit

R = TypeVar("R", bound=Record)

# Well-formed ids.
_VPC = re.compile(r"vpc-[a-z0-9]+")
_VSWITCH = re.compile(r"vsw-[a-z0-9]+")
_RDS = re.compile(r"(rm|pgm|rds)-?[a-z0-9]+")
_CUSTOM_IMAGE = re.compile(r"m-[a-z0-9]+")

# The blocks of an adopted VPC: the first one that does not overlap the containers' block.
_VPC_BLOCKS = ("192.168.0.0/16", "10.0.0.0/8", "172.16.0.0/12")
_SWITCH_MASK = 20  # 4092 addresses: more than the nodes that a quota could allow


class WorldLookup:
    """Looks up in a world what the rules of a request ask for.

    It is a :class:`cs_simulator.validation.lookup.ResourceLookup`. *region_id* is the region of the
    request, *blocks* are those that it names for its containers and services, if it names any.
    """

    def __init__(self, unit: Unit, region_id: str, *blocks: object) -> None:
        self._unit = unit
        self._world = unit.world
        self._region_id = region_id
        self._blocks = blocks
        self._adopted: dict[str, tuple[Table[str, Any], Any]] = {}

    @property
    def quotas(self) -> Quotas:
        """The limits of the account."""
        return self._world.options.quotas

    def has_clusters(self, cluster_type: str, count: int) -> bool:
        """Whether the account has at least so many clusters of a type, in all regions."""
        clusters = self._world.clusters
        if len(clusters) < count:
            return False
        return sum(cluster.cluster_type == cluster_type for cluster in clusters) >= count

    def is_name_taken(self, name: str) -> bool:
        """Whether a cluster of the account has that name."""
        return name in self._world.by_name

    def overlaps_cluster(self, vpc_id: str, block: network.Block) -> bool:
        """Whether the block overlaps that of a cluster in the VPC."""
        return self._world.blocks.overlaps(vpc_id, block)

    def vpc(self, vpc_id: str) -> Vpc | None:
        """The VPC of that id."""
        return self._find(self._world.vpcs, vpc_id, _VPC, self._new_vpc)

    def vswitch(self, vswitch_id: str, vpc_id: str) -> VSwitch | None:
        """The vSwitch of that id; an unknown one is adopted as one of the VPC, if that exists."""
        new = partial(self._new_switch, vpc_id)
        return self._find(self._world.vswitches, vswitch_id, _VSWITCH, new)

    def rds_instance(self, db_instance_id: str) -> RdsInstance | None:
        """The database instance of that id."""
        return self._find(self._world.rds_instances, db_instance_id, _RDS, self._new_database)

    def image(self, image_id: str) -> Image | CustomImage | None:
        """The image of that id: a public one, with or without ``.vhd``, or a custom one."""
        public = images.find(image_id)
        if public is None and self._world.options.adopts_unknown:
            public = images.public_image_like(image_id)
        return public or self._find(self._world.images, image_id, _CUSTOM_IMAGE, self._new_image)

    def adopt(self) -> None:
        """Put the resources that the request names, and the world did not have, into the world."""
        for table, record in self._adopted.values():
            self._unit.put(table, record)

    def _find(
        self,
        table: Table[str, R],
        key: str,
        well_formed: re.Pattern[str],
        new: Callable[[str], R | None],
    ) -> R | None:
        """The record of the table, or a *new* one if the id may be adopted."""
        record = table.get(key)
        if record is not None:
            return record
        if key in self._adopted:
            adopted: R = self._adopted[key][1]
            return adopted
        if not self._world.options.adopts_unknown or not well_formed.fullmatch(key):
            return None
        record = new(key)
        if record is not None:
            self._adopted[key] = (table, record)
        return record

    def _new_vpc(self, vpc_id: str) -> Vpc:
        return Vpc(
            serial=self._unit.serial(),
            vpc_id=vpc_id,
            region_id=self._region_id,
            cidr_block=next(self._free_blocks(), _VPC_BLOCKS[0]),
            adopted=True,
        )

    def _free_blocks(self) -> Iterator[str]:
        """The blocks for a VPC that leave room for those that the request names."""
        taken = list(filter(None, map(_block_or_none, self._blocks)))
        for text in _VPC_BLOCKS:
            if not any(network.block(text).overlaps(block) for block in taken):
                yield text

    def _new_switch(self, vpc_id: str, vswitch_id: str) -> VSwitch | None:
        """A vSwitch with the next block of the VPC; ``None`` if there is no room, or no VPC."""
        vpc = self.vpc(vpc_id)
        region = regions.find(vpc.region_id) if vpc else None
        if vpc is None or region is None:
            return None
        room = network.block(vpc.cidr_block)
        index = sum(switch.vpc_id == vpc_id for switch in self._world.vswitches.base.values())
        index += len(self._world.switch_groups[vpc_id])
        index += sum(
            isinstance(record, VSwitch) and record.vpc_id == vpc_id
            for key, (_, record) in self._adopted.items()
            if key not in self._world.vswitches.records
        )
        base = room.first + (index << (32 - _SWITCH_MASK))
        if base > room.last:
            return None
        return VSwitch(
            serial=self._unit.serial(),
            vswitch_id=vswitch_id,
            vpc_id=vpc_id,
            zone_id=region.zones[0],
            cidr_block=f"{network.address(base)}/{_SWITCH_MASK}",
            adopted=True,
        )

    def _new_database(self, db_instance_id: str) -> RdsInstance:
        return RdsInstance(
            serial=self._unit.serial(),
            db_instance_id=db_instance_id,
            region_id=self._region_id,
            adopted=True,
        )

    def _new_image(self, image_id: str) -> CustomImage:
        return CustomImage(
            serial=self._unit.serial(),
            image_id=image_id,
            region_id=self._region_id,
            os="ubuntu",
            version="16.04",
            kernel="4.4.0",
            adopted=True,
        )


def _block_or_none(text: object) -> network.Block | None:
    try:
        return network.block(str(text))
    except ValueError:
        return None
