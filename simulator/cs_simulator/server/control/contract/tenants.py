"""``tenants`` and ``reset``: isolated worlds."""

from typing import Any, Literal, TypedDict

from cs_simulator.server.control.contract.clock import Mode
from cs_simulator.server.control.contract.endpoint import Endpoint, Scope
from cs_simulator.server.control.contract.moves import Move
from cs_simulator.server.control.contract.values import ClearedTenant, Counts, Instant


class TenantClock(TypedDict):
    """What moves the time of a tenant."""

    mode: Mode
    rate: float
    interval: float
    """In seconds."""


class Tenant(TypedDict):
    """A tenant, with the ids that a first creation needs."""

    tenant: str
    """Its name: the AccessKey id."""
    endpoint: str
    seed: int
    clock: TenantClock
    now: Instant
    expires: Instant | None
    """The real time at which it is deleted; null for never."""
    scenario: str | None
    """The name of the scenario in force; null without one."""
    quotas: Counts
    clusters: int
    nodes: int
    calls: int
    internal_errors: int
    """How many of its calls failed because of an error in the simulator."""
    region_id: str
    vpc_id: str
    vswitch_id: str


class NewTenant(Tenant):
    """A new tenant with the key pair that signs for it."""

    access_key_id: str
    access_key_secret: str


class TenantNames(TypedDict):
    """The names of all tenants."""

    tenants: list[str]
    damaged: dict[str, str]
    """Of those that cannot be loaded, or some of whose entries cannot be read, what is wrong, by
    name, as far as it is known."""
    moves: dict[str, Move]
    """Of those that are leaving for another simulator, or have left, where they go, by name."""


class TenantRequest(TypedDict, total=False):
    """What a new tenant is to be; all of it may be left out."""

    name: str
    """An AccessKey id; without one it is that of the tenant that the call names, or, without that
    or with ``from_snapshot``, it is invented."""
    seed: int
    clock: Any
    """A mode, or an object with ``mode``, ``rate``, ``interval`` and ``start``."""
    quotas: Counts
    fixtures: dict[str, Any]
    """As ``PUT fixtures`` takes them."""
    scenario: Any
    """A name, or a whole scenario, as ``PUT scenario`` takes it."""
    from_snapshot: str
    """A snapshot of the tenant that the call is about; excludes the five before."""
    ttl: str | float | None
    """How long the tenant exists, in real time; ``none`` for as long as nobody deletes it, and
    ``null``, or nothing, for as long as ``--tenant-ttl`` says."""


class Reset(TypedDict, total=False):
    """What a reset keeps as it is."""

    keep: list[Literal["calls", "clock", "fixtures"]]


LIST_TENANTS = Endpoint("GET", "tenants", Scope.ONE, answers=TenantNames)
MAKE_TENANT = Endpoint("POST", "tenants", Scope.NAMED_TENANT, answers=NewTenant, body=TenantRequest)
GET_TENANT = Endpoint("GET", "tenants/{name}", Scope.TENANT, answers=Tenant)
DELETE_TENANT = Endpoint("DELETE", "tenants/{name}", Scope.TENANT, answers=ClearedTenant)
RESET_TENANT = Endpoint("POST", "reset", Scope.TENANT, answers=ClearedTenant, body=Reset)
