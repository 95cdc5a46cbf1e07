"""What an account has besides clusters and networks: databases, images, instances, limits."""

from typing import NamedTuple


class RdsInstance(NamedTuple):
    """A database instance; ``whitelist`` holds the addresses it lets in, separated by commas."""

    serial: int
    db_instance_id: str
    region_id: str
    whitelist: str = "127.0.0.1"
    adopted: bool = False


class CustomImage(NamedTuple):
    """An image that a customer built. ``kernel`` is empty where nothing is known of it."""

    serial: int
    image_id: str
    region_id: str
    os: str
    version: str
    kernel: str
    size_gib: int = 20
    adopted: bool = False


class Instance(NamedTuple):
    """An ECS instance of the account that was made outside of clusters; a node may be made of it.

    While it is a node of a cluster, the world's nodes have a record of the same id.
    """

    serial: int
    instance_id: str
    region_id: str
    zone_id: str
    network_type: str
    """``vpc`` or ``classic``."""
    vpc_id: str
    vswitch_id: str
    instance_type: str
    ecs_image_id: str
    ip_address: str
    eip_address: str = ""
    charge_type: str = "PostPaid"
    is_released: bool = False
    """Whether it is gone; it stays as a record, since every tenant is born with some."""


class Stock(NamedTuple):
    """How many instances of a type can still be had in a zone; without one, any number."""

    serial: int
    key: str
    zone_id: str
    instance_type: str
    available: int

    @staticmethod
    def key_of(zone_id: str, instance_type: str) -> str:
        """The key of the stock of that type in that zone."""
        return f"{zone_id} {instance_type}"


class Quota(NamedTuple):
    """A limit of the account that was changed after the tenant was made."""

    serial: int
    name: str
    """A field of :class:`cs_simulator.domain.quotas.Quotas`."""
    amount: int


class Template(NamedTuple):
    """A compose template of the account."""

    serial: int
    template_id: str
    name: str
    template: str
    description: str
    tags: str
    template_type: str
    created: int
    updated: int
