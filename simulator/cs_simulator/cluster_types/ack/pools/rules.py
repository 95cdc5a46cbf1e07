"""Conditions on several fields of a node pool together; what they refer to is checked later.

A problem names the field in its message by the whole path, and its code by the last part of it.
"""

from collections.abc import Iterator
from typing import Any

from cs_simulator.catalog import ack_errors, images
from cs_simulator.domain.errors import ApiError

_MONTHS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 24, 36, 48, 60)
_WEEKS = (1, 2, 3, 4)
_RENEW_MONTHS = (1, 2, 3, 6, 12, 24, 36, 48, 60)
_RENEW_WEEKS = (1, 2, 3)
# The least sizes of an enhanced SSD by its performance level, in GiB.
_LEAST_OF_LEVEL = {"PL0": 1, "PL1": 20, "PL2": 461, "PL3": 1261}
_MOST_IOPS = 50_000
_OWN_MACHINES = ("edge", "lingjun", "hybrid")
_ROLE_PREFIXES = ("KubernetesMasterRole-", "KubernetesWorkerRole-")


class Complete:
    """What every pool needs: a name, vSwitches, and instance types or patterns of them."""

    def check(self, request: Any, lookup: object, path: str) -> Iterator[ApiError]:
        """Yield what is missing; edge and Lingjun pools bring their own machines."""
        info, group = request.nodepool_info, request.scaling_group
        if info is not None and info.name is None:
            yield ack_errors.MISSING_FIELD(f"{path}nodepool_info.name")
        if info is not None and info.type in _OWN_MACHINES:
            return
        if group is None:
            yield ack_errors.MISSING_FIELD(f"{path}scaling_group")
            return
        if group.vswitch_ids is None:
            yield ack_errors.MISSING_FIELD(f"{path}scaling_group.vswitch_ids")
        if not group.instance_types and not group.instance_patterns:
            yield ack_errors.MISSING_FIELD(f"{path}scaling_group.instance_types")


class OneLogin:
    """Key pair and password exclude each other; managed pools and ContainerOS have no password."""

    def check(self, request: Any, lookup: object, path: str) -> Iterator[ApiError]:
        """Yield a problem if a password is given where there may be none."""
        group, management = request.scaling_group, request.management
        if group is None or group.login_password is None:
            return
        field = f"{path}scaling_group.login_password"
        if group.key_pair is not None:
            yield ack_errors.INVALID_FIELD(field, "key_pair and login_password exclude each other")
        elif management is not None and management.enable:
            yield ack_errors.INVALID_FIELD(field, "a managed node pool needs a key_pair")
        elif group.image_type == "ContainerOS":
            yield ack_errors.INVALID_FIELD(field, "ContainerOS needs a key_pair")


class Charged:
    """Subscriptions have a period that the service sells; pay-as-you-go instances ignore it."""

    def check(self, request: Any, lookup: object, path: str) -> Iterator[ApiError]:
        """Yield a problem if a subscription has none, or another one."""
        group = request.scaling_group
        if group is None or group.instance_charge_type != "PrePaid":
            return
        weekly = group.period_unit == "Week"
        if not group.period:
            yield ack_errors.MISSING_FIELD(f"{path}scaling_group.period")
        elif group.period not in (_WEEKS if weekly else _MONTHS):
            yield _not_in(f"{path}scaling_group.period", group.period, weekly, _WEEKS, _MONTHS)
        renew = group.auto_renew_period
        if group.auto_renew and renew and renew not in (_RENEW_WEEKS if weekly else _RENEW_MONTHS):
            field = f"{path}scaling_group.auto_renew_period"
            yield _not_in(field, renew, weekly, _RENEW_WEEKS, _RENEW_MONTHS)


def _not_in(
    field: str, value: int, weekly: bool, weeks: tuple[int, ...], months: tuple[int, ...]
) -> ApiError:
    unit, accepted = ("weeks", weeks) if weekly else ("months", months)
    return ack_errors.INVALID_FIELD(field, f"{', '.join(map(str, accepted))} {unit}, not {value}")


class SystemDisk:
    """The performance of the system disk goes with its category and size."""

    def check(self, request: Any, lookup: object, path: str) -> Iterator[ApiError]:
        """Yield a problem for each setting that does not."""
        group = request.scaling_group
        if group is None:
            return
        yield from _disk(
            f"{path}scaling_group.system_disk_",
            categories=group.system_disk_categories or (group.system_disk_category,),
            size=group.system_disk_size,
            level=group.system_disk_performance_level,
            iops=group.system_disk_provisioned_iops,
            bursting=group.system_disk_bursting_enabled,
        )
        if group.system_disk_kms_key_id and not group.system_disk_encrypted:
            yield ack_errors.INVALID_FIELD(
                f"{path}scaling_group.system_disk_kms_key_id",
                "only with system_disk_encrypted true",
            )


class DataDisks:
    """The performance of each data disk goes with its category and size."""

    def check(self, request: Any, lookup: object, path: str) -> Iterator[ApiError]:
        """Yield a problem for each setting that does not."""
        disks = request.scaling_group.data_disks if request.scaling_group else None
        for index, disk in enumerate(disks or ()):
            yield from _disk(
                f"{path}scaling_group.data_disks[{index}].",
                categories=(disk.category,),
                size=disk.size,
                level=disk.performance_level,
                iops=disk.provisioned_iops,
                bursting=disk.bursting_enabled,
            )


def _disk(
    prefix: str,
    *,
    categories: tuple[str | None, ...],
    size: int | None,
    level: str | None,
    iops: int | None,
    bursting: bool | None,
) -> Iterator[ApiError]:
    """Yield what does not fit in the settings of a disk."""
    if level and "cloud_essd" not in categories:
        yield ack_errors.INVALID_FIELD(f"{prefix}performance_level", "only for cloud_essd")
    elif level and size and size < _LEAST_OF_LEVEL.get(level, 0):
        yield ack_errors.INVALID_FIELD(
            f"{prefix}size", f"at least {_LEAST_OF_LEVEL[level]} for {level}, not {size}"
        )
    if iops and "cloud_auto" not in categories:
        yield ack_errors.INVALID_FIELD(f"{prefix}provisioned_iops", "only for cloud_auto")
    elif iops and size and iops > _most_iops(size):
        yield ack_errors.INVALID_FIELD(
            f"{prefix}provisioned_iops",
            f"at most {_most_iops(size):,} for {size} GiB, not {iops:,}",
        )
    if bursting and "cloud_auto" not in categories:
        yield ack_errors.INVALID_FIELD(f"{prefix}bursting_enabled", "only for cloud_auto")


def _most_iops(size: int) -> int:
    """The most that a disk of that size can be given beyond its base."""
    base = min(1_800 + 50 * size, _MOST_IOPS)
    return max(min(_MOST_IOPS, 1_000 * size - base), 0)


class AutoScalingBounds:
    """With auto scaling there is a largest number of nodes, and no desired one."""

    def check(self, request: Any, lookup: object, path: str) -> Iterator[ApiError]:
        """Yield a problem if the bounds are missing or crossed, or a size is desired."""
        scaling, group = request.auto_scaling, request.scaling_group
        if scaling is None or not scaling.enable:
            return
        if scaling.max_instances is None:
            yield ack_errors.MISSING_FIELD(f"{path}auto_scaling.max_instances")
        elif (scaling.min_instances or 0) > scaling.max_instances:
            yield ack_errors.INVALID_FIELD(
                f"{path}auto_scaling.min_instances",
                f"at most max_instances, which is {scaling.max_instances},"
                f" not {scaling.min_instances}",
            )
        if (group is not None and group.desired_size is not None) or request.count:
            yield ack_errors.SIZE_OF_AUTOSCALING_POOL()


class Images:
    """The system disk holds the image, and the image is one that runs nodes."""

    def check(self, request: Any, lookup: object, path: str) -> Iterator[ApiError]:
        """Yield a problem if the image is known and does not fit."""
        group = request.scaling_group
        image = images.find(group.image_id) if group is not None and group.image_id else None
        if image is None:
            return
        if group.system_disk_size and group.system_disk_size < image.size_gib:
            yield ack_errors.INVALID_FIELD(
                f"{path}scaling_group.system_disk_size",
                f"at least {image.size_gib} for the image, not {group.system_disk_size}",
            )
        if image.bits == 32:
            yield ack_errors.INVALID_FIELD(
                f"{path}scaling_group.image_id", "an image of 32 bits runs no nodes"
            )


class WorkerRole:
    """A role of the caller's own does not have the name of one that the service makes."""

    def check(self, request: Any, lookup: object, path: str) -> Iterator[ApiError]:
        """Yield a problem if it does."""
        name = request.scaling_group.ram_role_name if request.scaling_group else None
        if name and name.startswith(_ROLE_PREFIXES):
            yield ack_errors.INVALID_FIELD(
                f"{path}scaling_group.ram_role_name",
                f"must not begin with {' or '.join(_ROLE_PREFIXES)}",
            )
