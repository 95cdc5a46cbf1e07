"""What a request may refer to: the resources that exist, and those that a mention brings in.

With ``--unknown-resources adopt`` an unknown but well-formed id is taken for something the caller
really has; it gets the plainest properties that fit the call. Nothing is put into the world until
the whole request has proved valid: :meth:`WorldLookup.adopt` does it then.
"""

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from cs_simulator.catalog import images, regions
from cs_simulator.catalog.images import Image
from cs_simulator.domain import network
from cs_simulator.domain.quotas import Quotas
from cs_simulator.domain.records import CustomImage, RdsInstance, Vpc, VSwitch
from cs_simulator.engine.unit import Unit

Resource = TypeVar("Resource", Vpc, VSwitch, RdsInstance, CustomImage)

_VPC = re.compile(r"vpc-[a-z0-9]+")
_VSWITCH = re.compile(r"vsw-[a-z0-9]+")
_RDS = re.compile(r"(rm|pgm|rds)-?[a-z0-9]+")
_CUSTOM_IMAGE = re.compile(r"m-[a-z0-9]+")

# The blocks that an adopted VPC may get, in this order; the first that leaves room for the
# caller's container block is taken.
_VPC_BLOCKS = ("192.168.0.0/16", "10.0.0.0/8", "172.16.0.0/12")
_SWITCH_MASK = 20  # 4092 addresses: more than the nodes that a quota could allow


class WorldLookup:
    """Answers the questions that validation asks about everything but the request itself.

    Gives the protocol :class:`cs_simulator.validation.lookup.ResourceLookup`.
    """

    def __init__(self, unit: Unit, region_id: str, subnet_cidr: object = "") -> None:
        self._unit = unit
        self._world = unit.world
        self._region_id = region_id
        self._subnet_cidr = subnet_cidr
        self._adopted: dict[str, Vpc | VSwitch | RdsInstance | CustomImage] = {}

    @property
    def quotas(self) -> Quotas:
        """The limits of the account."""
        return self._world.options.quotas

    def cluster_count(self) -> int:
        """How many clusters the account has, in all regions."""
        return len(self._world.clusters)

    def is_name_taken(self, name: str) -> bool:
        """Whether a cluster of the account has that name."""
        return name in self._world.by_name

    def overlaps_cluster(self, vpc_id: str, block: network.Block) -> bool:
        """Whether a cluster of the VPC uses part of the block."""
        return self._world.blocks.overlaps(vpc_id, block)

    def vpc(self, vpc_id: str) -> Vpc | None:
        """The VPC of that id."""
        return self._find(vpc_id, self._world.vpcs.get, _VPC, self._new_vpc)

    def vswitch(self, vswitch_id: str, vpc_id: str) -> VSwitch | None:
        """The vSwitch of that id; an unknown one is adopted into the VPC, where that exists."""
        return self._find(
            vswitch_id,
            self._world.vswitches.get,
            _VSWITCH,
            lambda id_: self._new_switch(id_, vpc_id),
        )

    def rds_instance(self, db_instance_id: str) -> RdsInstance | None:
        """The database instance of that id."""
        return self._find(db_instance_id, self._world.rds_instances.get, _RDS, self._new_database)

    def image(self, image_id: str) -> Image | CustomImage | None:
        """The image of that id: a public one, with or without ``.vhd``, or a custom one."""
        public = images.find(image_id)
        if public is None and self._world.options.adopts_unknown:
            public = images.public_image_like(image_id)
        return public or self._find(
            image_id, self._world.images.get, _CUSTOM_IMAGE, self._new_image
        )

    def adopt(self) -> None:
        """Put what the request brought in into the world."""
        world = self._world
        for record in self._adopted.values():
            match record:
                case Vpc():
                    self._unit.put(world.vpcs, record)
                case VSwitch():
                    self._unit.put(world.vswitches, record)
                case RdsInstance():
                    self._unit.put(world.rds_instances, record)
                case CustomImage():
                    self._unit.put(world.images, record)

    def _find(
        self,
        key: str,
        known: Callable[[str], Resource | None],
        shape: re.Pattern[str],
        make: Callable[[str], Resource | None],
    ) -> Resource | None:
        record = known(key)
        if record is not None:
            return record
        if key in self._adopted:
            return self._adopted[key]  # type: ignore[return-value]  # a shape has one kind
        if not self._world.options.adopts_unknown or not shape.fullmatch(key):
            return None
        record = make(key)
        if record is not None:
            self._adopted[key] = record
        return record

    def _new_vpc(self, vpc_id: str) -> Vpc:
        return Vpc(
            serial=self._unit.serial(),
            vpc_id=vpc_id,
            region_id=self._region_id,
            cidr_block=next(self._blocks_beside_subnet(), _VPC_BLOCKS[0]),
            adopted=True,
        )

    def _blocks_beside_subnet(self) -> Iterator[str]:
        try:
            subnet = network.block(str(self._subnet_cidr))
        except ValueError:
            return
        yield from (text for text in _VPC_BLOCKS if not network.block(text).overlaps(subnet))

    def _new_switch(self, vswitch_id: str, vpc_id: str) -> VSwitch | None:
        vpc = self.vpc(vpc_id)
        region = regions.find(vpc.region_id) if vpc else None
        if vpc is None or region is None:
            return None
        room = network.block(vpc.cidr_block)
        place = sum(switch.vpc_id == vpc_id for switch in self._world.vswitches.base.values())
        place += len(self._world.switch_groups[vpc_id])
        base = room.first + (place << (32 - _SWITCH_MASK))
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
