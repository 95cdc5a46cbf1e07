"""What an account has besides clusters and networks: databases, images, instances, limits."""

from typing import NamedTuple

from cs_simulator.domain.records.kinds import (
    Address,
    Amount,
    ChargeType,
    Count,
    Instant,
    JsonObject,
    Key,
    NetworkType,
    QuotaName,
)


class RdsInstance(NamedTuple):
    """A database instance; ``whitelist`` is the addresses that may connect, separated by commas."""

    serial: int
    db_instance_id: Key
    region_id: str
    whitelist: str = "127.0.0.1"
    adopted: bool = False
    """Whether it was created because a call mentioned its id."""


class CustomImage(NamedTuple):
    """An image that a customer built. ``kernel`` is empty if it is not known."""

    serial: int
    image_id: Key
    region_id: str
    os: str
    version: str
    kernel: str
    size_gib: Count = 20
    adopted: bool = False
    """Whether it was created because a call mentioned its id."""


class Instance(NamedTuple):
    """An ECS instance of the account that was made outside of clusters, and can become a node.

    While it is a node, there is a node with the same id.
    """

    serial: int
    instance_id: Key
    region_id: str
    zone_id: str
    network_type: NetworkType
    """``vpc`` or ``classic``."""
    vpc_id: str
    vswitch_id: str
    instance_type: str
    ecs_image_id: str
    ip_address: Address
    eip_address: Address = ""
    charge_type: ChargeType = "PostPaid"
    is_released: bool = False
    """Whether it no longer exists. The record stays: without it, a default instance would exist."""


class Stock(NamedTuple):
    """How many instances of a type a zone still has; without a record, any number."""

    serial: int
    key: Key
    zone_id: str
    instance_type: str
    available: Amount

    @staticmethod
    def key_of(zone_id: str, instance_type: str) -> str:
        """The key of the stock of that type in that zone."""
        return f"{zone_id} {instance_type}"


class Quota(NamedTuple):
    """A limit of the account that differs from what the tenant was made with."""

    serial: int
    name: QuotaName
    """A field of :class:`cs_simulator.domain.quotas.Quotas`."""
    amount: Amount


class MissingRole(NamedTuple):
    """A service role that the account has not granted; without a record, it has."""

    serial: int
    name: Key


class AccountEntry(NamedTuple):
    """Something else that calls set for the whole account: the permissions of a user, an order."""

    serial: int
    name: Key
    """What it is about: ``permissions/1234``, ``order/propayasgo``."""
    value: JsonObject


class ClientToken(NamedTuple):
    """A token by which a caller repeats a call without repeating its effect."""

    serial: int
    token: Key
    operation: str
    digest: str
    """A digest of the body that it was first sent with."""
    answer: JsonObject
    """A JSON object: what the first call was answered with."""
    created: Instant


class Template(NamedTuple):
    """A compose template of the account."""

    serial: int
    template_id: Key
    name: str
    template: str
    description: str
    tags: str
    template_type: str
    created: Instant
    updated: Instant
