"""Which instance types, disks and images can be combined, and which of them the account may use."""

import re

from cs_simulator.catalog import disks, errors, instance_types
from cs_simulator.catalog.images import Image
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import CustomImage
from cs_simulator.validation.field_rules import IO_OPTIMIZED
from cs_simulator.validation.lookup import ResourceLookup
from cs_simulator.validation.request_records import Values

# The API reference (CreateCluster, ecs_image_id): a custom image has to be Ubuntu or CentOS with
# kernel 3.18 or later, which the overlay file system and network need.
_CUSTOM_SYSTEMS = ("ubuntu", "centos")
_OLDEST_KERNEL = (3, 18)


def _io_optimized(values: Values) -> str:
    """``optimized`` or ``none``, whichever word was sent for it."""
    return IO_OPTIMIZED[values["io_optimized"]]


class InstanceTypeAuthorized:
    """The account is approved for instances of that size."""

    needs = ("instance_type",)

    def check(self, values: Values, lookup: ResourceLookup) -> ApiError | None:
        """A problem if the type has more vCPUs than the account is approved for."""
        found = instance_types.find(values["instance_type"])
        limit = lookup.quotas.vcpus_per_instance
        if found and found.vcpu > limit:
            return errors.INSTANCE_TYPE_UNAUTHORIZED(
                "instance_type", f"{found.vcpu} vCPUs, and the account is approved for {limit}"
            )
        return None


class IoOptimizedFitsType:
    """I/O optimization is not declined for a type that is always optimized, as most are."""

    needs = ("instance_type", "io_optimized")

    def check(self, values: Values, lookup: ResourceLookup) -> ApiError | None:
        """A problem if it is declined."""
        found = instance_types.find(values["instance_type"])
        if found and found.io_optimized == "only" and _io_optimized(values) == "none":
            return errors.IO_OPTIMIZED_REQUIRED(
                "io_optimized", f"{found.instance_type} must be optimized"
            )
        return None


class DiskFitsInstance:
    """The disk category goes with the instance: some need I/O optimization, others exclude it."""

    needs = ("data_disk_category", "instance_type", "io_optimized")

    def check(self, values: Values, lookup: ResourceLookup) -> ApiError | None:
        """A problem if they do not go together."""
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
    """The disk has a size that its category is offered in."""

    needs = ("data_disk_category", "data_disk_size")

    def check(self, values: Values, lookup: ResourceLookup) -> ApiError | None:
        """A problem if it is smaller or larger."""
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

    Kernel versions are compared for custom images only: public CentOS images have older kernels
    with patches, and the service accepted them.
    """

    needs = ("ecs_image_id", "region_id")

    def check(self, values: Values, lookup: ResourceLookup) -> ApiError | None:
        """A problem if one of these is not so."""
        image_id = values["ecs_image_id"]
        if not image_id:
            return None
        image = lookup.image(image_id)
        if image is None:
            return errors.IMAGE_NOT_FOUND("ecs_image_id", f"no image {image_id!r}")
        if isinstance(image, CustomImage):
            return _custom(image, values["region_id"])
        return _public(image)


def _public(image: Image) -> ApiError | None:
    if image.swarm_support == "unsupported":
        system = f"{image.os} {image.version}, {image.bits} bit"
        return errors.IMAGE_NOT_SUPPORTED(
            "ecs_image_id",
            f"{system}, cannot run nodes; Ubuntu 14.04 to 18.04 and CentOS 7 in 64 bit can",
        )
    return None


def _custom(image: CustomImage, region_id: str) -> ApiError | None:
    if image.region_id != region_id:
        return errors.IMAGE_NOT_IN_REGION(
            "ecs_image_id", f"{image.image_id} is in {image.region_id}"
        )
    if image.os not in _CUSTOM_SYSTEMS:
        return errors.IMAGE_NOT_SUPPORTED(
            "ecs_image_id", f"a custom image must be Ubuntu or CentOS, not {image.os}"
        )
    if image.kernel and _version(image.kernel) < _OLDEST_KERNEL:
        return errors.IMAGE_NOT_SUPPORTED(
            "ecs_image_id", f"a custom image needs kernel 3.18 or later, not {image.kernel}"
        )
    return None


def _version(kernel: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", kernel)))
