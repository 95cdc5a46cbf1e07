"""Default resources: the networks, instances, databases and images that every tenant has at first.

Each region with Swarm clusters has one VPC with a vSwitch in every zone, two databases, four custom
images, two of which cannot run nodes, and six instances that belong to no cluster, two of which
cannot become nodes. Their ids consist of the region's three letters and a word: ``vpc-2zedefault``,
``vsw-2zedefaultb``, ``rm-2zeorders``, ``m-2zeubuntu1604``, ``i-2zefree1``.

The VPC is 10.0.0.0/8, so that both container blocks in the service's documentation,
``172.28.1.0/24`` and ``192.168.24.0/22``, can be used in it.
"""

from dataclasses import dataclass
from functools import cache

from cs_simulator.catalog import images, regions
from cs_simulator.catalog.regions import Region
from cs_simulator.domain import network
from cs_simulator.domain.records import CustomImage, Instance, RdsInstance, Vpc, VSwitch

VPC_BLOCK = "10.0.0.0/8"
DATABASES = ("orders", "users")
# Word, operating system, version, kernel. The last two cannot run nodes: the kernel of one is older
# than 3.18, the other is neither Ubuntu nor CentOS.
IMAGES = (
    ("ubuntu1604", "ubuntu", "16.04", "4.4.0"),
    ("centos74", "centos", "7.4", "4.14.0"),
    ("oldkernel", "centos", "7.2", "3.10.0"),
    ("debian9", "debian", "9", "4.9.0"),
)
# Word, charge type, network type, whether it has an elastic address. Nodes need a VPC and a way out
# of it: ``noeip`` and ``classic`` cannot become nodes.
INSTANCES = (
    ("free1", "PostPaid", "vpc", True),
    ("free2", "PostPaid", "vpc", True),
    ("free3", "PostPaid", "vpc", True),
    ("prepaid", "PrePaid", "vpc", True),
    ("noeip", "PostPaid", "vpc", False),
    ("classic", "PostPaid", "classic", False),
)
INSTANCE_TYPE = "ecs.n1.small"


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultResources:
    """The default resources of all regions, by id."""

    vpcs: dict[str, Vpc]
    vswitches: dict[str, VSwitch]
    rds_instances: dict[str, RdsInstance]
    images: dict[str, CustomImage]
    instances: dict[str, Instance]


@cache
def default_resources() -> DefaultResources:
    """The default resources; all tenants share the same records."""
    vpcs, vswitches, databases, custom_images, instances = [], [], [], [], []
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
                cidr_block=_switch_block(zone_index),
            )
            for zone_index, zone_id in enumerate(region.zones)
        ]
        databases += [
            RdsInstance(serial=0, db_instance_id=f"rm-{infix}{word}", region_id=region_id)
            for word in DATABASES
        ]
        custom_images += [
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
        instances += _instances(region)
    return DefaultResources(
        vpcs={vpc.vpc_id: vpc for vpc in vpcs},
        vswitches={switch.vswitch_id: switch for switch in vswitches},
        rds_instances={database.db_instance_id: database for database in databases},
        images={image.image_id: image for image in custom_images},
        instances={instance.instance_id: instance for instance in instances},
    )


@cache
def default_network(region_id: str) -> tuple[str, str]:
    """The ids of a region's VPC and of the vSwitch in its first zone."""
    resources = default_resources()
    vpc_id = next(id_ for id_, vpc in resources.vpcs.items() if vpc.region_id == region_id)
    switches = resources.vswitches.items()
    return vpc_id, next(id_ for id_, switch in switches if switch.vpc_id == vpc_id)


def _instances(region: Region) -> list[Instance]:
    """The instances of a region: in its first zone, with the last addresses of the vSwitch."""
    zone_id, infix = region.zones[0], region.id_infix
    last = network.usable(network.block(_switch_block(0))).stop - 1
    return [
        Instance(
            serial=0,
            instance_id=f"i-{infix}{word}",
            region_id=region.region_id,
            zone_id=zone_id,
            network_type=network_type,
            vpc_id=f"vpc-{infix}default" if network_type == "vpc" else "",
            vswitch_id=f"vsw-{infix}default{zone_id[-1]}" if network_type == "vpc" else "",
            instance_type=INSTANCE_TYPE,
            ecs_image_id=images.default_image().image_id,
            ip_address=network.address(last - index),
            eip_address=f"192.0.2.{index + 1}" if has_eip else "",  # reserved, see RFC 5737
            charge_type=charge_type,
        )
        for index, (word, charge_type, network_type, has_eip) in enumerate(INSTANCES)
    ]


def _switch_block(zone_index: int) -> str:
    return f"10.0.{16 * zone_index}.0/20"
