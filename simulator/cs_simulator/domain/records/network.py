"""Virtual private clouds and their vSwitches."""

from typing import NamedTuple


class Vpc(NamedTuple):
    """A virtual private cloud."""

    serial: int
    vpc_id: str
    region_id: str
    cidr_block: str
    adopted: bool = False
    """Whether it was created because a call mentioned its id."""


class VSwitch(NamedTuple):
    """A vSwitch of a VPC, in one zone."""

    serial: int
    vswitch_id: str
    vpc_id: str
    zone_id: str
    cidr_block: str
    adopted: bool = False
