"""What exists before the first call, as files and calls of the control plane declare it.

Whether it fits together and into a world is checked by :mod:`cs_simulator.engine.fixtures`.
"""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from cs_simulator.scenarios.declaration import Limits

Text = Annotated[str, Limits(min_length=1, max_length=128)]
Name = Annotated[str, Limits(max_length=128)]
Description = Annotated[str, Limits(max_length=256)]
Number = Annotated[int, Limits(ge=0, lt=10**9, strict=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class VSwitchFixture:
    """A vSwitch of the VPC that it is listed under."""

    vswitch_id: Annotated[str, Limits(pattern=r"^vsw-[a-z0-9]+$")]
    zone_id: Text
    cidr: Text
    name: Name = ""
    description: Description = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VpcFixture:
    """A VPC with its vSwitches."""

    vpc_id: Annotated[str, Limits(pattern=r"^vpc-[a-z0-9]+$")]
    region_id: Text
    cidr: Text
    name: Name = ""
    description: Description = ""
    vswitches: tuple[VSwitchFixture, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RdsFixture:
    """A database instance with the addresses that may connect to it."""

    db_instance_id: Text
    region_id: Text
    whitelist: tuple[str, ...] = ("127.0.0.1",)


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceFixture:
    """An ECS instance that belongs to no cluster; region, zone and VPC are its vSwitch's."""

    instance_id: Annotated[str, Limits(pattern=r"^i-[a-z0-9]+$")]
    vswitch_id: Text
    instance_type: Text
    ip_address: Text
    eip_address: str = ""
    charge_type: Literal["PostPaid", "PrePaid"] = "PostPaid"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFixture:
    """A custom image of the account."""

    image_id: Annotated[str, Limits(pattern=r"^m-[a-z0-9]+$")]
    region_id: Text
    os: Text
    version: Text
    kernel: str = ""
    size_gib: Annotated[int, Limits(gt=0, le=500, strict=True)] = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class StockFixture:
    """The number of instances of a type that are available in a zone."""

    zone_id: Text
    instance_type: Text
    available: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixtures:
    """Everything that can be declared."""

    quotas: dict[str, Number] = field(default_factory=dict)
    vpcs: tuple[VpcFixture, ...] = ()
    rds_instances: tuple[RdsFixture, ...] = ()
    instances: tuple[InstanceFixture, ...] = ()
    images: tuple[ImageFixture, ...] = ()
    stock: tuple[StockFixture, ...] = ()
    missing_roles: tuple[Text, ...] = ()
    granted_roles: tuple[Text, ...] = ()
