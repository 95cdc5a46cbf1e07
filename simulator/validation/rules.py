"""What one field must be like: a small class for each kind of check.

A rule tells problems as errors of the catalogue, in the wording of the service where that is
known, followed by the field and what it takes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.catalog import disks, errors, instance_types, regions
from simulator.domain import network
from simulator.domain.errors import ApiError

_NAME = re.compile(r"[a-zA-Z0-9一-龥][a-zA-Z0-9一-龥-]*")
_NAME_LIMIT = 63

PASSWORD_SPECIALS = "()`~!@#$%^&*-_+=|{}[]:;'<>,.?/"  # noqa: S105 - the characters, no password
_PASSWORD = re.compile(rf"[a-zA-Z0-9{re.escape(PASSWORD_SPECIALS)}]{{8,30}}")
_CHARACTER_CLASSES = tuple(
    map(re.compile, ("[a-z]", "[A-Z]", "[0-9]", f"[{re.escape(PASSWORD_SPECIALS)}]"))
)
_CLASSES_WANTED = 3

# Prefix lengths of a container block: every node takes a /24 out of it (reference: domain §2).
_LARGEST_BLOCK, _SMALLEST_BLOCK = 16, 24


@dataclass(frozen=True, slots=True)
class ClusterName:
    """1 to 63 letters, digits, Chinese characters and hyphens, not beginning with a hyphen."""

    def check(self, field: str, value: str) -> Iterator[ApiError]:
        """See :class:`simulator.validation.reading.Rule`."""
        if len(value) > _NAME_LIMIT:
            advice = f"at most {_NAME_LIMIT} characters, not {len(value)}"
        elif value.startswith("-"):
            advice = "must not begin with a hyphen"
        elif not _NAME.fullmatch(value):
            advice = "letters, digits, Chinese characters and hyphens only"
        else:
            return
        yield errors.INVALID_PARAMETER(field, advice)


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A number that is not too small."""

    least: int

    def check(self, field: str, value: int) -> Iterator[ApiError]:
        """See :class:`simulator.validation.reading.Rule`."""
        if value < self.least:
            yield errors.INVALID_PARAMETER(field, f"at least {self.least}, not {value}")


@dataclass(frozen=True, slots=True)
class Region:
    """A region in which Swarm clusters could be created."""

    def check(self, field: str, value: str) -> Iterator[ApiError]:
        """See :class:`simulator.validation.reading.Rule`."""
        region = regions.find(value)
        if region is None:
            yield errors.REGION_NOT_FOUND(field, f"no region {value!r}")
        elif not region.swarm:
            yield errors.REGION_NOT_FOUND(field, f"{value} has no Swarm clusters")


@dataclass(frozen=True, slots=True)
class SwarmInstanceType:
    """An instance type of the Swarm era that can be I/O optimized (a must since 2018-01-01)."""

    def check(self, field: str, value: str) -> Iterator[ApiError]:
        """See :class:`simulator.validation.reading.Rule`."""
        found = instance_types.find(value)
        if found is None:
            yield errors.INSTANCE_TYPE_UNKNOWN(field, f"no instance type {value!r}")
        elif found.era == "ack":
            yield errors.INSTANCE_TYPE_UNKNOWN(field, f"{value} came after the Swarm clusters")
        elif found.io_optimized == "none":
            yield errors.INSTANCE_TYPE_NOT_SUPPORTED(
                field, f"{value} cannot be I/O optimized, which nodes must be"
            )


@dataclass(frozen=True, slots=True)
class NetworkMode:
    """Only ``vpc``; the classic network was closed to new clusters on 2018-01-01."""

    def check(self, field: str, value: str) -> Iterator[ApiError]:
        """See :class:`simulator.validation.reading.Rule`."""
        if value == "classic":
            yield errors.NETWORK_MODE_NOT_SOLD(field, "only vpc, the classic network is closed")
        elif value != "vpc":
            yield errors.INVALID_PARAMETER(field, f"only vpc, not {value!r}")


@dataclass(frozen=True, slots=True)
class ContainerBlock:
    """A private IPv4 block without host bits, from /16 to /24."""

    def check(self, field: str, value: str) -> Iterator[ApiError]:
        """See :class:`simulator.validation.reading.Rule`."""
        try:
            block = network.block(value)
        except ValueError as problem:
            yield errors.CIDR_MALFORMED(field, str(problem))
            return
        if not network.is_private(block):
            yield errors.CIDR_NOT_PRIVATE(
                field, "must lie in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16"
            )
        elif not _LARGEST_BLOCK <= block.prefixlen <= _SMALLEST_BLOCK:
            yield errors.CIDR_MASK_LENGTH(
                field, f"from /{_LARGEST_BLOCK} to /{_SMALLEST_BLOCK}, not /{block.prefixlen}"
            )


@dataclass(frozen=True, slots=True)
class Password:
    """8 to 30 characters, of three of the four classes: lower case, upper case, digit, special.

    The advice never repeats the password.
    """

    def check(self, field: str, value: str) -> Iterator[ApiError]:
        """See :class:`simulator.validation.reading.Rule`."""
        classes = sum(bool(pattern.search(value)) for pattern in _CHARACTER_CLASSES)
        if not _PASSWORD.fullmatch(value) or classes < _CLASSES_WANTED:
            yield errors.PASSWORD_MALFORMED(
                field,
                "8 to 30 characters, at least three of lower case, upper case, digits and"
                f" {PASSWORD_SPECIALS}",
            )


@dataclass(frozen=True, slots=True)
class DataDiskCategory:
    """A disk category that Swarm nodes could have."""

    def check(self, field: str, value: str) -> Iterator[ApiError]:
        """See :class:`simulator.validation.reading.Rule`."""
        category = disks.find(value)
        if category is None or not category.swarm:
            known = ", ".join(name for name, each in disks.all_categories().items() if each.swarm)
            yield errors.DISK_CATEGORY_UNKNOWN(field, f"one of {known}")


# What clients send, and what it means: the documents say none or optimized, their own example
# and a whole generation of Terraform send "true".
IO_OPTIMIZED = {"optimized": "optimized", "true": "optimized", "none": "none", "false": "none"}


@dataclass(frozen=True, slots=True)
class IoOptimized:
    """``optimized`` or ``none``, or ``true`` or ``false`` for them."""

    def check(self, field: str, value: str) -> Iterator[ApiError]:
        """See :class:`simulator.validation.reading.Rule`."""
        if value not in IO_OPTIMIZED:
            yield errors.IO_OPTIMIZED_UNKNOWN(field, "optimized or none")


@dataclass(frozen=True, slots=True)
class SwarmType:
    """A cluster type that means Swarm. Kubernetes came to the same path later."""

    def check(self, field: str, value: str) -> Iterator[ApiError]:
        """See :class:`simulator.validation.reading.Rule`."""
        if value.lower() not in {"swarm", "aliyun"}:
            yield errors.CLUSTER_TYPE_NOT_MODELLED(
                field, f"{value!r} is not modelled yet; leave the field out"
            )
