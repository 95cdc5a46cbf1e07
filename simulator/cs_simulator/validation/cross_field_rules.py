"""What several fields must be like together, and in the world around them."""

from cs_simulator.catalog import disks, errors, instance_types
from cs_simulator.catalog.images import Image
from cs_simulator.domain import network
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import CustomImage
from cs_simulator.validation.field_rules import IO_OPTIMIZED
from cs_simulator.validation.lookup import ResourceLookup
from cs_simulator.validation.parser import Values

# A customer's image needs overlayfs and the overlay network (reference: swarm-api §2.8).
_OLDEST_KERNEL = (3, 18)
_CUSTOM_SYSTEMS = ("ubuntu", "centos")


def _io_optimized(values: Values) -> str:
    """What ``io_optimized`` comes to: every instance type that nodes may have can be optimized."""
    return IO_OPTIMIZED.get(values["io_optimized"], "optimized")


class NodesWithinQuota:
    """The number of nodes that a cluster may have."""

    needs = ("size",)

    def check(self, values: Values, surroundings: ResourceLookup) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.RecordRule`."""
        limit = surroundings.quotas.nodes_per_cluster
        if values["size"] > limit:
            return errors.NODE_QUOTA_EXCEEDED("size", f"at most {limit}, not {values['size']}")
        return None


class SizeGrows:
    """A cluster is only ever expanded to a larger number of nodes."""

    needs = ("size",)

    def check(self, values: Values, surroundings: ResourceLookup) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.RecordRule`."""
        present = values["present_size"]
        if values["size"] <= present:
            return errors.INVALID_PARAMETER(
                "size",
                f"the new number of nodes, which must be larger than the present {present};"
                " nodes are removed one by one",
            )
        return None


class SizeShrinks:
    """Scaling in leads to a smaller number of nodes."""

    needs = ("size",)

    def check(self, values: Values, surroundings: ResourceLookup) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.RecordRule`."""
        present = values["present_size"]
        if values["size"] >= present:
            return errors.INVALID_PARAMETER(
                "size", f"the new number of nodes, which must be smaller than the present {present}"
            )
        return None


class InstancesWithinQuota:
    """The number of nodes that a cluster may have, with the instances that are to join it."""

    needs = ("instances",)

    def check(self, values: Values, surroundings: ResourceLookup) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.RecordRule`."""
        limit = surroundings.quotas.nodes_per_cluster
        wanted = values["present_size"] + len(dict.fromkeys(values["instances"]))
        if wanted > limit:
            return errors.NODE_QUOTA_EXCEEDED("instances", f"at most {limit} nodes, not {wanted}")
        return None


class InstanceTypeAuthorized:
    """Large instance types need an approval."""

    needs = ("instance_type",)

    def check(self, values: Values, surroundings: ResourceLookup) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.RecordRule`."""
        found = instance_types.find(values["instance_type"])
        limit = surroundings.quotas.vcpus_per_instance
        if found and found.vcpu > limit:
            return errors.INSTANCE_TYPE_UNAUTHORIZED(
                "instance_type", f"{found.vcpu} vCPUs, and the account is approved for {limit}"
            )
        return None


class IoOptimizedFitsType:
    """Most instance types are always I/O optimized."""

    needs = ("instance_type", "io_optimized")

    def check(self, values: Values, surroundings: ResourceLookup) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.RecordRule`."""
        found = instance_types.find(values["instance_type"])
        if found and found.io_optimized == "only" and _io_optimized(values) == "none":
            return errors.IO_OPTIMIZED_REQUIRED(
                "io_optimized", f"{found.instance_type} must be optimized"
            )
        return None


class DiskFitsInstance:
    """Some disk categories need an I/O optimized instance, others cannot have one."""

    needs = ("data_disk_category", "instance_type", "io_optimized")

    def check(self, values: Values, surroundings: ResourceLookup) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.RecordRule`."""
        category = disks.find(values["data_disk_category"])
        optimized = _io_optimized(values) == "optimized"
        if category is None:
            return None
        if category.io_optimized == "only" and not optimized:
            advice = f"{category.category} needs io_optimized optimized"
        elif category.io_optimized == "legacy" and optimized:
            advice = f"{category.category} needs io_optimized none"
        else:
            return None
        return errors.DISK_CATEGORY_NOT_SUPPORTED("data_disk_category", advice)


class DiskSizeInRange:
    """Each disk category has its sizes."""

    needs = ("data_disk_category", "data_disk_size")

    def check(self, values: Values, surroundings: ResourceLookup) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.RecordRule`."""
        category, size = disks.find(values["data_disk_category"]), values["data_disk_size"]
        if category and not category.data_min_gib <= size <= category.data_max_gib:
            return errors.DISK_SIZE_OUT_OF_RANGE(
                "data_disk_size",
                f"{category.data_min_gib} to {category.data_max_gib} GiB for"
                f" {category.category}, not {size}",
            )
        return None


class ImageRunsNodes:
    """The image exists, in the region, and can run nodes.

    A public image must be one of the systems the service listed; a customer's own must be Ubuntu
    or CentOS with a kernel of 3.18 or later. Public CentOS images have older, patched kernels and
    were accepted, so versions are compared for custom images only.
    """

    needs = ("ecs_image_id", "region_id")

    def check(self, values: Values, surroundings: ResourceLookup) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.RecordRule`."""
        image_id = values["ecs_image_id"]
        if not image_id:
            return None
        image = surroundings.image(image_id)
        if image is None:
            return errors.IMAGE_NOT_FOUND("ecs_image_id", f"no image {image_id!r}")
        if isinstance(image, CustomImage):
            return _custom(image, values["region_id"])
        return _public(image)


def _public(image: Image) -> ApiError | None:
    if image.swarm_support == "unsupported":
        reason = f"{image.os} {image.version}, {image.bits} bit, was no system for nodes"
        return errors.IMAGE_NOT_SUPPORTED(
            "ecs_image_id", f"{reason}; Ubuntu 14.04 to 18.04 and CentOS 7 in 64 bit were"
        )
    return None


def _custom(image: CustomImage, region_id: str) -> ApiError | None:
    if image.region_id != region_id:
        return errors.IMAGE_NOT_IN_REGION(
            "ecs_image_id", f"{image.image_id} is in {image.region_id}"
        )
    if image.os not in _CUSTOM_SYSTEMS:
        return errors.IMAGE_NOT_SUPPORTED(
            "ecs_image_id", f"an own image must be Ubuntu or CentOS, not {image.os}"
        )
    if image.kernel and _version(image.kernel) < _OLDEST_KERNEL:
        return errors.IMAGE_NOT_SUPPORTED(
            "ecs_image_id", f"an own image needs kernel 3.18 or later, not {image.kernel}"
        )
    return None


def _version(kernel: str) -> tuple[int, ...]:
    digits = kernel.split("-")[0].split(".")[:2]
    return tuple(int(part) for part in digits if part.isdigit())


class NetworkExists:
    """The VPC and the vSwitch exist, belong together, and are in the region."""

    needs = ("region_id", "vpc_id", "vswitch_id")

    def check(self, values: Values, surroundings: ResourceLookup) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.RecordRule`."""
        region_id, vpc_id = values["region_id"], values["vpc_id"]
        vswitch_id = values["vswitch_id"]
        vpc = surroundings.vpc(vpc_id)
        if vpc is None:
            return errors.VPC_NOT_FOUND("vpc_id", f"no VPC {vpc_id!r}")
        if vpc.region_id != region_id:
            return errors.VPC_NOT_IN_REGION(
                "vpc_id", f"{vpc_id} is in {vpc.region_id}, not in {region_id}"
            )
        switch = surroundings.vswitch(vswitch_id, vpc_id)
        if switch is None:
            return errors.VSWITCH_NOT_FOUND("vswitch_id", f"no vSwitch {vswitch_id!r}")
        if switch.vpc_id != vpc_id:
            return errors.VSWITCH_NOT_IN_VPC(
                "vswitch_id", f"{vswitch_id} belongs to {switch.vpc_id}"
            )
        return None


class TypeOfferedInZone:
    """The instance type is offered in the zone, which is the vSwitch's."""

    needs = ("instance_type", "region_id", "vpc_id", "vswitch_id")

    def check(self, values: Values, surroundings: ResourceLookup) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.RecordRule`."""
        found = instance_types.find(values["instance_type"])
        switch = surroundings.vswitch(values["vswitch_id"], values["vpc_id"])
        if found and switch and not instance_types.offered_in(found, switch.zone_id):
            return errors.INSTANCE_TYPE_NOT_IN_ZONE(
                "instance_type", f"{found.instance_type} is not offered in {switch.zone_id}"
            )
        return None


class BlockIsFree:
    """The container block has nothing in common with the VPC or with another cluster's block."""

    needs = ("region_id", "vpc_id", "vswitch_id", "subnet_cidr")

    def check(self, values: Values, surroundings: ResourceLookup) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.RecordRule`."""
        block = network.block(values["subnet_cidr"])
        vpc = surroundings.vpc(values["vpc_id"])
        if vpc and network.block(vpc.cidr_block).overlaps(block):
            return errors.CIDR_OVERLAPS_SUBNET(
                "subnet_cidr", f"{block} overlaps {vpc.cidr_block} of {vpc.vpc_id}"
            )
        if surroundings.overlaps_cluster(values["vpc_id"], block):
            return errors.CIDR_OVERLAPS_CLUSTER(
                "subnet_cidr", f"{block} overlaps the block of another cluster in the VPC"
            )
        return None


class DatabasesExist:
    """The database instances exist, in the region."""

    needs = ("region_id", "rds_instances")

    def check(self, values: Values, surroundings: ResourceLookup) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.RecordRule`."""
        for db_instance_id in values["rds_instances"]:
            database = surroundings.rds_instance(db_instance_id)
            if database is None:
                return errors.RDS_NOT_FOUND("rds_instances", f"no instance {db_instance_id!r}")
            if database.region_id != values["region_id"]:
                return errors.RDS_NOT_IN_REGION(
                    "rds_instances",
                    f"{db_instance_id} is in {database.region_id}",
                    db_instance_id=db_instance_id,
                )
        return None


class NameIsFree:
    """No other cluster of the account has the name."""

    needs = ("name",)

    def check(self, values: Values, surroundings: ResourceLookup) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.RecordRule`."""
        if surroundings.is_name_taken(values["name"]):
            return errors.NAME_ALREADY_EXISTS("name", f"{values['name']!r} is taken")
        return None


class ClustersWithinQuota:
    """The number of clusters that an account may have, in all regions."""

    needs = ()

    def check(self, values: Values, surroundings: ResourceLookup) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.RecordRule`."""
        limit = surroundings.quotas.clusters
        if surroundings.cluster_count() >= limit:
            return errors.CLUSTER_QUOTA_EXCEEDED(limit=limit)
        return None
