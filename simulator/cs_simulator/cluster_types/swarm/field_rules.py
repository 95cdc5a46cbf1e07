"""Conditions on single fields that only the requests of Swarm clusters have."""

from cs_simulator.catalog import disks, errors, instance_types, regions
from cs_simulator.domain.errors import ApiError

API_NAMES = frozenset({"swarm", "aliyun"})
"""How the API names the type: ``swarm`` in requests, ``aliyun`` in answers."""


class SwarmRegion:
    """A region in which Swarm clusters could be created."""

    def check(self, field: str, value: str) -> ApiError | None:
        """A problem if there is no such region, or it had no Swarm clusters."""
        region = regions.find(value)
        if region is None:
            return errors.REGION_NOT_FOUND(field, f"no region {value!r}")
        if not region.swarm:
            return errors.REGION_NOT_FOUND(field, f"{value} has no Swarm clusters")
        return None


class SwarmInstanceType:
    """An instance type of the Swarm era that can be I/O optimized, as required since 2018-01-01."""

    def check(self, field: str, value: str) -> ApiError | None:
        """A problem if the type is unknown, came later, or is never I/O optimized."""
        found = instance_types.find(value)
        if found is None:
            return errors.INSTANCE_TYPE_UNKNOWN(field, f"no instance type {value!r}")
        if found.era == "ack":
            return errors.INSTANCE_TYPE_UNKNOWN(field, f"{value} came after the Swarm clusters")
        if found.io_optimized == "none":
            return errors.INSTANCE_TYPE_NOT_SUPPORTED(
                field, f"{value} cannot be I/O optimized, which nodes must be"
            )
        return None


class NetworkMode:
    """Only ``vpc``: no new clusters in the classic network since 2018-01-01."""

    def check(self, field: str, value: str) -> ApiError | None:
        """A problem if it is any other mode."""
        if value == "classic":
            return errors.NETWORK_MODE_NOT_SOLD(field, "only vpc, the classic network is closed")
        if value != "vpc":
            return errors.INVALID_PARAMETER(field, f"only vpc, not {value!r}")
        return None


class SwarmDiskCategory:
    """A disk category that Swarm nodes could have."""

    def check(self, field: str, value: str) -> ApiError | None:
        """A problem if the category is unknown or was not offered for Swarm nodes."""
        found = disks.find(value)
        if found is None or not found.swarm:
            known = ", ".join(
                name for name, category in disks.all_categories().items() if category.swarm
            )
            return errors.DISK_CATEGORY_UNKNOWN(field, f"one of {known}")
        return None


class SwarmType:
    """A cluster type that means Swarm, as the other fields of the body do."""

    def check(self, field: str, value: str) -> ApiError | None:
        """A problem if it means any other type."""
        if value.lower() not in API_NAMES:
            return errors.CLUSTER_TYPE_NOT_MODELLED(
                field, f"swarm, or left out, with the fields of a Swarm cluster; not {value!r:.100}"
            )
        return None
