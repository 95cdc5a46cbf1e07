"""Virtual private clouds and their vSwitches."""

from typing import NamedTuple

from cs_simulator.domain.records.kinds import Block, Instant, Key


class Vpc(NamedTuple):
    """A virtual private cloud."""

    serial: int
    vpc_id: Key
    region_id: str
    cidr_block: Block
    adopted: bool = False
    """Whether it was created because a call mentioned its id."""
    name: str = ""
    description: str = ""
    created: Instant = 0


class VSwitch(NamedTuple):
    """A vSwitch of a VPC, in one zone."""

    serial: int
    vswitch_id: Key
    vpc_id: str
    zone_id: str
    cidr_block: Block
    adopted: bool = False
    name: str = ""
    description: str = ""
    created: Instant = 0
