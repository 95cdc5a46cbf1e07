"""Every rule between fields: values that fit, and the problems of others; without a server."""

from dataclasses import dataclass, field

import pytest
from cs_simulator.catalog import images
from cs_simulator.domain.quotas import Quotas
from cs_simulator.domain.records import CustomImage, RdsInstance, Vpc, VSwitch
from cs_simulator.validation.cross_field_rules import hardware, resources, sizes

A_VPC = Vpc(serial=1, vpc_id="vpc-a", region_id="cn-beijing", cidr_block="10.0.0.0/8")
A_SWITCH = VSwitch(
    serial=2, vswitch_id="vsw-a", vpc_id="vpc-a", zone_id="cn-beijing-b", cidr_block="10.0.0.0/20"
)
OTHER_SWITCH = A_SWITCH._replace(vswitch_id="vsw-b", vpc_id="vpc-b")
AN_IMAGE = CustomImage(
    serial=3,
    image_id="m-a",
    region_id="cn-beijing",
    os="ubuntu",
    version="16.04",
    kernel="3.18.0-1",
)


@dataclass
class Lookup:
    """The resources and limits of an account that has little."""

    quotas: Quotas = field(default_factory=Quotas)
    clusters: int = 0

    def has_clusters(self, cluster_type, count):
        return cluster_type == "swarm" and self.clusters >= count

    def is_name_taken(self, name):
        return name == "taken"

    def overlaps_cluster(self, vpc_id, block):
        return (vpc_id, str(block)) == ("vpc-a", "172.20.0.0/24")

    def vpc(self, vpc_id):
        return {"vpc-a": A_VPC}.get(vpc_id)

    def vswitch(self, vswitch_id, vpc_id):
        return {"vsw-a": A_SWITCH, "vsw-b": OTHER_SWITCH}.get(vswitch_id)

    def rds_instance(self, db_instance_id):
        found = RdsInstance(serial=4, db_instance_id="rm-a", region_id="cn-beijing")
        return found if db_instance_id == "rm-a" else None

    def image(self, image_id):
        if image_id.startswith("m-"):
            return IMAGES.get(image_id)
        return images.find(image_id)


IMAGES = {
    "m-a": AN_IMAGE,
    "m-far": AN_IMAGE._replace(image_id="m-far", region_id="cn-hangzhou"),
    "m-debian": AN_IMAGE._replace(os="debian"),
    "m-centos": AN_IMAGE._replace(os="centos", kernel="4.14"),
    "m-oldest": AN_IMAGE._replace(kernel="3.18"),
    "m-old": AN_IMAGE._replace(kernel="3.17.9"),
    "m-older": AN_IMAGE._replace(kernel="2.6.32-696"),
    "m-unknown": AN_IMAGE._replace(kernel=""),
}
VALUES = {
    "name": "free",
    "size": 3,
    "present_size": 2,
    "instances": (),
    "instance_type": "ecs.n1.small",
    "io_optimized": "optimized",
    "data_disk_category": "cloud_ssd",
    "data_disk_size": 40,
    "ecs_image_id": "",
    "region_id": "cn-beijing",
    "vpc_id": "vpc-a",
    "vswitch_id": "vsw-a",
    "subnet_cidr": "172.28.1.0/24",
    "rds_instances": (),
}
FIT = [
    (sizes.NodesWithinQuota(), {"size": 20}),
    (sizes.InstancesWithinQuota(), {"present_size": 18, "instances": ("i-1", "i-2", "i-1")}),
    (sizes.SizeGrows(), {"size": 3}),
    (sizes.SizeShrinks(), {"size": 1}),
    (sizes.ClustersWithinQuota("swarm"), {}),
    (hardware.InstanceTypeAuthorized(), {"instance_type": "ecs.c4.4xlarge"}),
    (hardware.InstanceTypeAuthorized(), {"instance_type": "ecs.x9.huge"}),
    (hardware.IoOptimizedFitsType(), {}),
    (hardware.IoOptimizedFitsType(), {"instance_type": "ecs.c1.small", "io_optimized": "none"}),
    (hardware.IoOptimizedFitsType(), {"instance_type": "ecs.x9.huge", "io_optimized": "none"}),
    (hardware.DiskFitsInstance(), {}),
    (hardware.DiskFitsInstance(), {"data_disk_category": "cloud", "io_optimized": "false"}),
    (
        hardware.DiskFitsInstance(),
        {"data_disk_category": "cloud_efficiency", "io_optimized": "none"},
    ),
    (hardware.DiskFitsInstance(), {"data_disk_category": "cloud_efficiency"}),
    (hardware.DiskFitsInstance(), {"data_disk_category": "floppy"}),
    (hardware.DiskSizeInRange(), {"data_disk_size": 20}),
    (hardware.DiskSizeInRange(), {"data_disk_size": 32768}),
    (hardware.DiskSizeInRange(), {"data_disk_category": "floppy", "data_disk_size": 1}),
    (hardware.ImageRunsNodes(), {}),
    (hardware.ImageRunsNodes(), {"ecs_image_id": "centos_7_04_64_20G_alibase_201701015"}),
    (hardware.ImageRunsNodes(), {"ecs_image_id": "m-a"}),
    (hardware.ImageRunsNodes(), {"ecs_image_id": "m-centos"}),
    (hardware.ImageRunsNodes(), {"ecs_image_id": "m-oldest"}),
    (hardware.ImageRunsNodes(), {"ecs_image_id": "m-unknown"}),
    (resources.NetworkExists(), {}),
    (resources.TypeOfferedInZone(), {}),
    (resources.TypeOfferedInZone(), {"instance_type": "ecs.x9.huge"}),
    (resources.TypeOfferedInZone(), {"vswitch_id": "vsw-none"}),
    (resources.BlockIsFree(), {}),
    (resources.BlockIsFree(), {"vpc_id": "vpc-none", "subnet_cidr": "10.0.0.0/16"}),
    (resources.DatabasesExist(), {"rds_instances": ("rm-a",)}),
    (resources.NameIsFree(), {}),
]
MISFITS = [
    (sizes.NodesWithinQuota(), {"size": 21}, "QuotaExceeded.Node", "size", "at most 20, not 21"),
    (
        sizes.InstancesWithinQuota(),
        {"present_size": 19, "instances": ("i-1", "i-2", "i-1")},
        "QuotaExceeded.Node",
        "instances",
        "at most 20 nodes, not 21",
    ),
    (
        sizes.SizeGrows(),
        {"size": 2},
        "InvalidParameter",
        "size",
        ("the new number of nodes, which must be larger than the present 2;"
         " nodes are removed one by one"),
    ),
    (
        sizes.SizeShrinks(),
        {"size": 2},
        "InvalidParameter",
        "size",
        "the new number of nodes, which must be smaller than the present 2",
    ),
    (
        hardware.InstanceTypeAuthorized(),
        {"instance_type": "ecs.c5.8xlarge"},
        "InvalidInstanceType.ValueUnauthorized",
        "instance_type",
        "32 vCPUs, and the account is approved for 16",
    ),
    (
        hardware.IoOptimizedFitsType(),
        {"io_optimized": "none"},
        "DependencyViolation.IoOptimized",
        "io_optimized",
        "ecs.n1.small must be optimized",
    ),
    (
        hardware.DiskFitsInstance(),
        {"io_optimized": "none"},
        "InvalidDiskCategory.NotSupported",
        "data_disk_category",
        "cloud_ssd needs io_optimized optimized",
    ),
    (
        hardware.DiskFitsInstance(),
        {"data_disk_category": "cloud"},
        "InvalidDiskCategory.NotSupported",
        "data_disk_category",
        "cloud needs io_optimized none",
    ),
    *[
        (
            hardware.DiskSizeInRange(),
            {"data_disk_size": size},
            "InvalidDataDiskSize.ValueNotSupported",
            "data_disk_size",
            f"20 to 32768 GiB for cloud_ssd, not {size}",
        )
        for size in (19, 32769)
    ],
    (
        hardware.ImageRunsNodes(),
        {"ecs_image_id": "m-none"},
        "InvalidImageId.NotFound",
        "ecs_image_id",
        "no image 'm-none'",
    ),
    (
        hardware.ImageRunsNodes(),
        {"ecs_image_id": "m-far"},
        "OperationDenied.ImageNotValid",
        "ecs_image_id",
        "m-far is in cn-hangzhou",
    ),
    (
        hardware.ImageRunsNodes(),
        {"ecs_image_id": "m-debian"},
        "InvalidImageId.NotSupported",
        "ecs_image_id",
        "a custom image must be Ubuntu or CentOS, not debian",
    ),
    *[
        (
            hardware.ImageRunsNodes(),
            {"ecs_image_id": image},
            "InvalidImageId.NotSupported",
            "ecs_image_id",
            f"a custom image needs kernel 3.18 or later, not {kernel}",
        )
        for image, kernel in (("m-old", "3.17.9"), ("m-older", "2.6.32-696"))
    ],
    (
        hardware.ImageRunsNodes(),
        {"ecs_image_id": "centos_6_08_64_20G_alibase_20170824"},
        "InvalidImageId.NotSupported",
        "ecs_image_id",
        "centos 6.8, 64 bit, cannot run nodes; Ubuntu 14.04 to 18.04 and CentOS 7 in 64 bit can",
    ),
    (
        resources.NetworkExists(),
        {"vpc_id": "vpc-none"},
        "InvalidVpcId.NotFound",
        "vpc_id",
        "no VPC 'vpc-none'",
    ),
    (
        resources.NetworkExists(),
        {"region_id": "cn-hangzhou"},
        "VpcNotFound",
        "vpc_id",
        "vpc-a is in cn-beijing, not in cn-hangzhou",
    ),
    (
        resources.NetworkExists(),
        {"vswitch_id": "vsw-none"},
        "InvalidVSwitchId.NotFound",
        "vswitch_id",
        "no vSwitch 'vsw-none'",
    ),
    (
        resources.NetworkExists(),
        {"vswitch_id": "vsw-b"},
        "InvalidParameter.Mismatch",
        "vswitch_id",
        "vsw-b belongs to vpc-b",
    ),
    (
        resources.TypeOfferedInZone(),
        {"instance_type": "ecs.g8a.large"},
        "InvalidInstanceType.ZoneNotSupported",
        "instance_type",
        "ecs.g8a.large is not offered in cn-beijing-b",
    ),
    (
        resources.BlockIsFree(),
        {"subnet_cidr": "10.1.0.0/16"},
        "InvalidCidrBlock.Overlapped",
        "subnet_cidr",
        "10.1.0.0/16 overlaps 10.0.0.0/8 of vpc-a",
    ),
    (
        resources.BlockIsFree(),
        {"subnet_cidr": "172.20.0.0/24"},
        "InvalidCidrBlock.Overlapped",
        "subnet_cidr",
        "172.20.0.0/24 overlaps the block of another cluster in the VPC",
    ),
    (
        resources.DatabasesExist(),
        {"rds_instances": ("rm-a", "rm-none")},
        "InvalidDBInstanceId.NotFound",
        "rds_instances",
        "no instance 'rm-none'",
    ),
    (
        resources.DatabasesExist(),
        {"rds_instances": ("rm-a",), "region_id": "cn-hangzhou"},
        "InvalidDBInstanceId.RegionMismatch",
        "rds_instances",
        "rm-a is in cn-beijing",
    ),
    (
        resources.NameIsFree(),
        {"name": "taken"},
        "ErrorClusterNameAlreadyExist",
        "name",
        "'taken' is taken",
    ),
]  # fmt: skip


def named(rule):
    return type(rule).__name__


@pytest.mark.parametrize(
    ("rule", "changes"), [pytest.param(*row, id=f"{named(row[0])} {row[1]}") for row in FIT]
)
def test_values_fit_together(rule, changes):
    assert rule.check({**VALUES, **changes}, Lookup()) is None


@pytest.mark.parametrize(
    ("rule", "changes", "code", "of_field", "advice"),
    [pytest.param(*row, id=f"{named(row[0])} {row[1]}") for row in MISFITS],
)
def test_values_do_not_fit_together(rule, changes, code, of_field, advice):
    problem = rule.check({**VALUES, **changes}, Lookup())

    assert (problem.code, problem.field) == (code, of_field)
    assert problem.message.endswith(f" ({of_field}: {advice})")


def test_an_account_with_all_its_clusters_may_have_no_more():
    rule = sizes.ClustersWithinQuota("swarm")

    assert rule.check(VALUES, Lookup(clusters=4)) is None
    problem = rule.check(VALUES, Lookup(clusters=5))
    assert (problem.code, problem.field) == ("QuotaExceeded.Cluster", "")
    assert problem.message == "cluster quota exceeded: 5 clusters"


def test_a_database_in_another_region_is_named_in_the_service_s_message():
    values = {**VALUES, "rds_instances": ("rm-a",), "region_id": "cn-hangzhou"}

    problem = resources.DatabasesExist().check(values, Lookup())

    assert problem.message.startswith(
        'DB instance "rm-a" and the cluster are not in the same Region.'
    )


@pytest.mark.parametrize(
    ("rule", "needs"),
    [
        (sizes.NodesWithinQuota(), {"size"}),
        (sizes.InstancesWithinQuota(), {"instances"}),
        (sizes.SizeGrows(), {"size"}),
        (sizes.SizeShrinks(), {"size"}),
        (sizes.ClustersWithinQuota("swarm"), set()),
        (hardware.InstanceTypeAuthorized(), {"instance_type"}),
        (hardware.IoOptimizedFitsType(), {"instance_type", "io_optimized"}),
        (hardware.DiskFitsInstance(), {"data_disk_category", "instance_type", "io_optimized"}),
        (hardware.DiskSizeInRange(), {"data_disk_category", "data_disk_size"}),
        (hardware.ImageRunsNodes(), {"ecs_image_id", "region_id"}),
        (resources.NetworkExists(), {"region_id", "vpc_id", "vswitch_id"}),
        (resources.TypeOfferedInZone(), {"instance_type", "region_id", "vpc_id", "vswitch_id"}),
        (resources.BlockIsFree(), {"region_id", "vpc_id", "vswitch_id", "subnet_cidr"}),
        (resources.DatabasesExist(), {"region_id", "rds_instances"}),
        (resources.NameIsFree(), {"name"}),
    ],
    ids=lambda value: named(value) if hasattr(value, "check") else "",
)
def test_a_rule_waits_for_the_fields_that_it_needs(rule, needs):
    assert set(rule.needs) == needs
