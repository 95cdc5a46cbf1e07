"""What one field must be like: a small class for each kind of check.

A rule tells problems as errors of the catalogue, in the wording of the service where that is
known, followed by the field and what it takes.
"""

import re
from itertools import combinations

from cs_simulator.catalog import disks, errors, instance_types, regions
from cs_simulator.domain import network
from cs_simulator.domain.errors import ApiError

_NAME = re.compile(r"[a-zA-Z0-9一-龥][a-zA-Z0-9一-龥-]*")
_NAME_LIMIT = 63

PASSWORD_SPECIALS = "()`~!@#$%^&*-_+=|{}[]:;'<>,.?/"  # noqa: S105 - the characters, no password
_CLASSES = ("[a-z]", "[A-Z]", "[0-9]", f"[{re.escape(PASSWORD_SPECIALS)}]")
# Any three of the four classes, and nothing that is in none of them.
_PASSWORD = re.compile(
    "(?:"
    + "|".join("".join(f"(?=.*{each})" for each in three) for three in combinations(_CLASSES, 3))
    + f")[a-zA-Z0-9{re.escape(PASSWORD_SPECIALS)}]{{8,30}}"
)

# Prefix lengths of a container block: every node takes a /24 out of it (reference: domain §2).
_LARGEST_BLOCK, _SMALLEST_BLOCK = 16, 24


class ClusterName:
    """1 to 63 letters, digits, Chinese characters and hyphens, not beginning with a hyphen."""

    def check(self, field: str, value: str) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.Rule`."""
        if len(value) > _NAME_LIMIT:
            advice = f"at most {_NAME_LIMIT} characters, not {len(value)}"
        elif value.startswith("-"):
            advice = "must not begin with a hyphen"
        elif not _NAME.fullmatch(value):
            advice = "letters, digits, Chinese characters and hyphens only"
        else:
            return None
        return errors.INVALID_PARAMETER(field, advice)


class AtLeast:
    """A number that is not too small."""

    def __init__(self, least: int) -> None:
        self.least = least

    def check(self, field: str, value: int) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.Rule`."""
        if value < self.least:
            return errors.INVALID_PARAMETER(field, f"at least {self.least}, not {value}")
        return None


class NotEmpty:
    """A list with something in it, and no empty text."""

    def check(self, field: str, value: tuple[str, ...]) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.Rule`."""
        if not value or not all(value):
            return errors.INVALID_PARAMETER(field, "at least one, and no empty text")
        return None


class AtMostLong:
    """A text that is not too long."""

    def __init__(self, most: int) -> None:
        self.most = most

    def check(self, field: str, value: str) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.Rule`."""
        if len(value) > self.most:
            advice = f"at most {self.most} characters, not {len(value)}"
            return errors.INVALID_PARAMETER(field, advice)
        return None


class Region:
    """A region in which Swarm clusters could be created."""

    def check(self, field: str, value: str) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.Rule`."""
        region = regions.find(value)
        if region is None:
            return errors.REGION_NOT_FOUND(field, f"no region {value!r}")
        if not region.swarm:
            return errors.REGION_NOT_FOUND(field, f"{value} has no Swarm clusters")
        return None


class SwarmInstanceType:
    """An instance type of the Swarm era that can be I/O optimized (a must since 2018-01-01)."""

    def check(self, field: str, value: str) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.Rule`."""
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
    """Only ``vpc``; the classic network was closed to new clusters on 2018-01-01."""

    def check(self, field: str, value: str) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.Rule`."""
        if value == "classic":
            return errors.NETWORK_MODE_NOT_SOLD(field, "only vpc, the classic network is closed")
        if value != "vpc":
            return errors.INVALID_PARAMETER(field, f"only vpc, not {value!r}")
        return None


class ContainerBlock:
    """A private IPv4 block without host bits, from /16 to /24."""

    def check(self, field: str, value: str) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.Rule`."""
        try:
            block = network.block(value)
        except ValueError as problem:
            return errors.CIDR_MALFORMED(field, str(problem))
        if not network.is_private(block):
            return errors.CIDR_NOT_PRIVATE(
                field, "must lie in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16"
            )
        if not _LARGEST_BLOCK <= block.prefixlen <= _SMALLEST_BLOCK:
            return errors.CIDR_MASK_LENGTH(
                field, f"from /{_LARGEST_BLOCK} to /{_SMALLEST_BLOCK}, not /{block.prefixlen}"
            )
        return None


class Password:
    """8 to 30 characters, of three of the four classes: lower case, upper case, digit, special.

    The advice never repeats the password.
    """

    def check(self, field: str, value: str) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.Rule`."""
        if not _PASSWORD.fullmatch(value):
            return errors.PASSWORD_MALFORMED(
                field,
                "8 to 30 characters, at least three of lower case, upper case, digits and"
                f" {PASSWORD_SPECIALS}",
            )
        return None


class DataDiskCategory:
    """A disk category that Swarm nodes could have."""

    def check(self, field: str, value: str) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.Rule`."""
        category = disks.find(value)
        if category is None or not category.swarm:
            known = ", ".join(name for name, each in disks.all_categories().items() if each.swarm)
            return errors.DISK_CATEGORY_UNKNOWN(field, f"one of {known}")
        return None


# What clients send, and what it means: the documents say none or optimized, their own example
# and a whole generation of Terraform send "true".
IO_OPTIMIZED = {"optimized": "optimized", "true": "optimized", "none": "none", "false": "none"}


class IoOptimized:
    """``optimized`` or ``none``, or ``true`` or ``false`` for them."""

    def check(self, field: str, value: str) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.Rule`."""
        if value not in IO_OPTIMIZED:
            return errors.IO_OPTIMIZED_UNKNOWN(field, "optimized or none")
        return None


class SwarmType:
    """A cluster type that means Swarm. Kubernetes came to the same path later."""

    def check(self, field: str, value: str) -> ApiError | None:
        """See :class:`cs_simulator.validation.parser.Rule`."""
        if value.lower() not in {"swarm", "aliyun"}:
            return errors.CLUSTER_TYPE_NOT_MODELLED(
                field, f"{value!r} is not modelled yet; leave the field out"
            )
        return None
