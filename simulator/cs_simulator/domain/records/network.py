"""Virtual private clouds and their vSwitches."""

from typing import NamedTuple


class Vpc(NamedTuple):
    """A virtual private cloud."""

    serial: int
    vpc_id: str
    region_id: str
    cidr_block: str
    adopted: bool = False
    """Whether a caller's mention of the id brought it into the world."""


class VSwitch(NamedTuple):
    """A vSwitch of a VPC, in one zone."""

    serial: int
    vswitch_id: str
    vpc_id: str
    zone_id: str
    cidr_block: str
    adopted: bool = False
