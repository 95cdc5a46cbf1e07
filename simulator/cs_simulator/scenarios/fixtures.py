"""What exists before the first call, as files and calls of the control plane declare it.

Whether it fits together and into a world is checked by :mod:`cs_simulator.engine.fixtures`.
"""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from cs_simulator.scenarios.declaration import Limits, NameOf

Text = Annotated[str, Limits(min_length=1, max_length=128)]
Name = Annotated[str, Limits(max_length=128)]
Description = Annotated[str, Limits(max_length=256)]
Number = Annotated[int, Limits(ge=0, lt=10**9, strict=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class VSwitchFixture:
    """A vSwitch of the VPC that it is listed under."""

    vswitch_id: Annotated[str, Limits(pattern=r"^vsw-[a-z0-9]+$")]
    """Its id: ``vsw-`` with letters and digits."""
    zone_id: Annotated[Text, NameOf("zone")]
    """The zone in which it is."""
    cidr: Text
    """Its addresses, within those of the VPC: ``192.168.0.0/24``."""
    name: Name = ""
    """Its name."""
    description: Description = ""
    """Free text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VpcFixture:
    """A VPC with its vSwitches."""

    vpc_id: Annotated[str, Limits(pattern=r"^vpc-[a-z0-9]+$")]
    """Its id: ``vpc-`` with letters and digits."""
    region_id: Annotated[Text, NameOf("region")]
    """The region in which it is."""
    cidr: Text
    """Its addresses: ``192.168.0.0/16``."""
    name: Name = ""
    """Its name."""
    description: Description = ""
    """Free text."""
    vswitches: tuple[VSwitchFixture, ...] = ()
    """Its vSwitches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RdsFixture:
    """A database instance with the addresses that may connect to it."""

    db_instance_id: Text
    """Its id."""
    region_id: Annotated[Text, NameOf("region")]
    """The region in which it is."""
    whitelist: tuple[str, ...] = ("127.0.0.1",)
    """The addresses that may connect to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceFixture:
    """An ECS instance that belongs to no cluster; region, zone and VPC are its vSwitch's."""

    instance_id: Annotated[str, Limits(pattern=r"^i-[a-z0-9]+$")]
    """Its id: ``i-`` with letters and digits."""
    vswitch_id: Text
    """The vSwitch to which it is connected."""
    instance_type: Annotated[Text, NameOf("instance_type")]
    """Its instance type."""
    ip_address: Text
    """Its private address, within those of the vSwitch."""
    eip_address: str = ""
    """Its public address, if it has one."""
    charge_type: Literal["PostPaid", "PrePaid"] = "PostPaid"
    """How it is paid for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFixture:
    """A custom image of the account."""

    image_id: Annotated[str, Limits(pattern=r"^m-[a-z0-9]+$")]
    """Its id: ``m-`` with letters and digits."""
    region_id: Annotated[Text, NameOf("region")]
    """The region in which it is."""
    os: Text
    """The operating system."""
    version: Text
    """The version of the operating system."""
    kernel: str = ""
    """The version of the kernel."""
    size_gib: Annotated[int, Limits(gt=0, le=500, strict=True)] = 20
    """Its size in GiB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StockFixture:
    """The number of instances of a type that are available in a zone."""

    zone_id: Annotated[Text, NameOf("zone")]
    """The zone."""
    instance_type: Annotated[Text, NameOf("instance_type")]
    """The instance type."""
    available: Number
    """How many instances the zone still has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixtures:
    """Everything that can be declared."""

    quotas: dict[Annotated[str, NameOf("quota")], Number] = field(default_factory=dict)
    """Limits of the account, by name."""
    vpcs: tuple[VpcFixture, ...] = ()
    """Networks."""
    rds_instances: tuple[RdsFixture, ...] = ()
    """Databases that clusters may be connected to."""
    instances: tuple[InstanceFixture, ...] = ()
    """Instances that AttachInstances can add."""
    images: tuple[ImageFixture, ...] = ()
    """Custom images."""
    stock: tuple[StockFixture, ...] = ()
    """How many instances of a type a zone still has; without a row there is no limit."""
    missing_roles: tuple[Annotated[Text, NameOf("role")], ...] = ()
    """Service roles that the account has not granted to the service."""
    granted_roles: tuple[Annotated[Text, NameOf("role")], ...] = ()
    """Service roles that the account has granted."""
