"""``fixtures``: the resources that a tenant has without having created them."""

from typing import TypedDict

from cs_simulator.server.control.contract.endpoint import Endpoint, JsonObject, Scope
from cs_simulator.server.control.contract.values import Counts


class VSwitch(TypedDict):
    """A vSwitch of a VPC."""

    vswitch_id: str
    zone_id: str
    cidr_block: str
    adopted: bool
    """Whether it was created because a call mentioned its id; likewise below."""


class Vpc(TypedDict):
    """A VPC with its vSwitches."""

    vpc_id: str
    cidr_block: str
    adopted: bool
    vswitches: list[VSwitch]


class RdsInstance(TypedDict):
    """A database instance."""

    db_instance_id: str
    whitelist: list[str]
    """The addresses that it accepts connections from."""
    adopted: bool


class Instance(TypedDict):
    """An ECS instance that was made outside of clusters."""

    instance_id: str
    zone_id: str
    network_type: str
    vpc_id: str | None
    vswitch_id: str | None
    instance_type: str
    ecs_image_id: str
    ip_address: str
    eip_address: str | None
    charge_type: str
    is_node: bool
    """Whether it is a node of a cluster at present."""


class Image(TypedDict):
    """An image that the account has made."""

    image_id: str
    os: str
    version: str
    kernel: str | None
    size_gib: int
    adopted: bool


class RegionFixtures(TypedDict):
    """What a tenant finds in a region."""

    vpcs: list[Vpc]
    rds_instances: list[RdsInstance]
    instances: list[Instance]
    images: list[Image]


class Stock(TypedDict):
    """How many instances of a type can still be had in a zone."""

    zone_id: str
    instance_type: str
    available: int


class Fixtures(TypedDict):
    """What a tenant finds."""

    quotas: Counts
    regions: dict[str, RegionFixtures]
    stock: list[Stock]
    """Instance types that run out; there is any number of the others."""
    missing_roles: list[str]
    """Service roles that the account has not granted."""


GET_FIXTURES = Endpoint("GET", "fixtures", Scope.TENANT, answers=Fixtures)
PUT_FIXTURES = Endpoint("PUT", "fixtures", Scope.TENANT, answers=Fixtures, body=JsonObject)
