"""What exists before the first call, as a file or a control-plane call gives it: its shape.

Whether it fits together and into a world is for :mod:`cs_simulator.engine.fixtures` to say. The
library that checks the shape is loaded only when there are fixtures.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from cs_simulator.scenarios.file import document
from cs_simulator.scenarios.file.problems import UnusableFileError

Text = Annotated[str, Field(min_length=1, max_length=128)]
Number = Annotated[int, Field(ge=0, lt=10**9, strict=True)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class VSwitchFixture(_Strict):
    """A vSwitch of the VPC that it is listed under."""

    vswitch_id: Annotated[str, Field(pattern=r"^vsw-[a-z0-9]+$")]
    zone_id: Text
    cidr: Text


class VpcFixture(_Strict):
    """A VPC with its vSwitches."""

    vpc_id: Annotated[str, Field(pattern=r"^vpc-[a-z0-9]+$")]
    region_id: Text
    cidr: Text
    vswitches: tuple[VSwitchFixture, ...] = ()


class RdsFixture(_Strict):
    """A database instance and the addresses that it lets in."""

    db_instance_id: Text
    region_id: Text
    whitelist: tuple[str, ...] = ("127.0.0.1",)


class InstanceFixture(_Strict):
    """An ECS instance that belongs to no cluster; region, zone and VPC are its vSwitch's."""

    instance_id: Annotated[str, Field(pattern=r"^i-[a-z0-9]+$")]
    vswitch_id: Text
    instance_type: Text
    ip_address: Text
    eip_address: str = ""
    charge_type: Literal["PostPaid", "PrePaid"] = "PostPaid"


class ImageFixture(_Strict):
    """An image that the customer built."""

    image_id: Annotated[str, Field(pattern=r"^m-[a-z0-9]+$")]
    region_id: Text
    os: Text
    version: Text
    kernel: str = ""
    size_gib: Annotated[int, Field(gt=0, le=500, strict=True)] = 20


class StockFixture(_Strict):
    """How many instances of a type can still be had in a zone."""

    zone_id: Text
    instance_type: Text
    available: Number


class Fixtures(_Strict):
    """Everything that can be given."""

    quotas: dict[str, Number] = {}
    vpcs: tuple[VpcFixture, ...] = ()
    rds_instances: tuple[RdsFixture, ...] = ()
    instances: tuple[InstanceFixture, ...] = ()
    images: tuple[ImageFixture, ...] = ()
    stock: tuple[StockFixture, ...] = ()


def read(given: object) -> Fixtures:
    """The fixtures of a JSON value; raises ``ValueError`` with what is wrong, and where."""
    try:
        return document.Document("fixtures", given).read_as(Fixtures)
    except UnusableFileError as refused:
        raise ValueError("; ".join(each.message for each in refused.problems)) from None


def read_text(text: str, name: str) -> Fixtures:
    """The fixtures of a file's text; raises :class:`UnusableFileError` with every problem."""
    return document.parse(text, name).read_as(Fixtures)
