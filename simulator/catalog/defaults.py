"""What every tenant finds before its first call: networks, databases and images with known ids.

Each Swarm-era region has one VPC with a vSwitch in every zone, two databases, and four images
that a customer built, two of which cannot run nodes. The ids are the region's three letters and a
word: ``vpc-2zedefault``, ``vsw-2zedefaultb``, ``rm-2zeorders``, ``m-2zeubuntu1604``.

The VPC is 10.0.0.0/8, so that both container blocks of the service's documents,
``172.28.1.0/24`` and ``192.168.24.0/22``, can be used in it.
"""

from dataclasses import dataclass
from functools import cache

from simulator.catalog import regions
from simulator.domain.records import CustomImage, RdsInstance, Vpc, VSwitch

VPC_BLOCK = "10.0.0.0/8"
DATABASES = ("orders", "users")
# Word, operating system, version, kernel. The last two cannot run nodes: the kernel of one is
# older than 3.18, the other is no Ubuntu and no CentOS.
IMAGES = (
    ("ubuntu1604", "ubuntu", "16.04", "4.4.0"),
    ("centos74", "centos", "7.4", "4.14.0"),
    ("oldkernel", "centos", "7.2", "3.10.0"),
    ("debian9", "debian", "9", "4.9.0"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultWorld:
    """The default resources, by id."""

    vpcs: dict[str, Vpc]
    vswitches: dict[str, VSwitch]
    rds_instances: dict[str, RdsInstance]
    images: dict[str, CustomImage]


@cache
def default_world() -> DefaultWorld:
    """The same records for every tenant: they are shared, not copied."""
    vpcs, vswitches, databases, images = [], [], [], []
    for region in regions.swarm_regions():
        infix, region_id = region.id_infix, region.region_id
        vpc_id = f"vpc-{infix}default"
        vpcs.append(Vpc(serial=0, vpc_id=vpc_id, region_id=region_id, cidr_block=VPC_BLOCK))
        vswitches += [
            VSwitch(
                serial=0,
                vswitch_id=f"vsw-{infix}default{zone_id[-1]}",
                vpc_id=vpc_id,
                zone_id=zone_id,
                cidr_block=f"10.0.{16 * place}.0/20",
            )
            for place, zone_id in enumerate(region.zones)
        ]
        databases += [
            RdsInstance(serial=0, db_instance_id=f"rm-{infix}{word}", region_id=region_id)
            for word in DATABASES
        ]
        images += [
            CustomImage(
                serial=0,
                image_id=f"m-{infix}{word}",
                region_id=region_id,
                os=os,
                version=version,
                kernel=kernel,
            )
            for word, os, version, kernel in IMAGES
        ]
    return DefaultWorld(
        vpcs={vpc.vpc_id: vpc for vpc in vpcs},
        vswitches={switch.vswitch_id: switch for switch in vswitches},
        rds_instances={database.db_instance_id: database for database in databases},
        images={image.image_id: image for image in images},
    )
