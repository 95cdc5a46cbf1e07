"""What is about the whole simulator, and not about a tenant: health, keys, fidelity, documents."""

from typing import Literal, TypedDict

from cs_simulator.server.control.contract.endpoint import Endpoint, JsonObject, Scope
from cs_simulator.server.control.contract.values import Counts, Deleted, Instant


class Status(TypedDict):
    """That it works."""

    status: Literal["ok"]


class JournalLimits(TypedDict):
    """Which calls are kept, and how much of them for each tenant; beyond that the oldest go."""

    kept: Literal["all", "writes", "none"]
    limit: int
    """So many calls; 0 for any number."""
    size: int
    """So many bytes; 0 for any number."""
    age: str | None
    """A duration in real time; ``null`` for any."""


class JournalAmount(TypedDict):
    """What a tenant's journal had when it was last looked at."""

    calls: int
    size: int
    """In bytes, with decisions of rules and steps of tasks."""
    since: Instant | None
    """The virtual instant of the oldest call; ``null`` without one."""
    dropped: int
    """How many older calls were dropped since the journal was cleared, up to now."""


class Health(TypedDict):
    """Version and configuration."""

    status: Literal["ok", "failing"]
    problems: dict[str, str]
    """What does not work at present, and why, by the name of the work."""
    version: str
    replica: str | None
    """What it is called among several behind a proxy; null for one that stands alone."""
    clock: str
    """The mode of new tenants' clocks."""
    seed: int
    wall_time: Instant
    """Real time."""
    database: str
    durability: str
    unknown_resources: str
    auth: str
    """How signatures are handled: ``none``, ``log`` or ``enforce``."""
    tenant_ttl: str | None
    """How long tenants exist that have no ``ttl`` of their own, in real time; null for ever."""
    tenants: list[str]
    """The tenants in memory."""
    damaged_tenants: dict[str, str]
    """Of those that cannot be loaded, or some of whose entries cannot be read, what is wrong, by
    name, as far as it is known."""
    journal: JournalLimits
    journals: dict[str, JournalAmount]
    """By name, of the tenants in memory whose journals were looked at in the background."""
    internal_errors: int
    """Calls and background work that failed because of the simulator itself, since its start."""
    log_lines_dropped: int
    """Lines of the log that could not be written: nobody reads them, or their disk is full."""


class Authority(TypedDict):
    """The certificate of the simulator's own certificate authority."""

    certificate: str
    """In PEM."""


class Credential(TypedDict):
    """An AccessKey that may sign, without its secret."""

    access_key_id: str
    tenant: str
    status: Literal["Active", "Inactive"]
    has_security_token: bool
    expires: Instant | None
    """When the security token expires, in real time."""
    has_policy: bool
    account_id: str
    """The number of the account, which policies may name in resources."""
    principal: str
    """What refusals call the holder of the key."""


class AddedCredential(Credential):
    """An AccessKey that may sign from now on, without its secret."""

    note: str | None
    """What a proxy in front of several simulators needs to know of the key; null for nothing."""


class CredentialList(TypedDict):
    """The AccessKeys that may sign."""

    credentials: list[Credential]


class Assumption(TypedDict):
    """What is not known of the service, and what was chosen in its place."""

    number: int
    text: str
    operations: list[str]
    """Names of the operations that it concerns; ``*`` stands for anything."""
    cluster_type: str | None
    """The type of the clusters that it is about; null for all of them."""


class OperationFidelity(TypedDict):
    """What is known of an operation, and how the tenant used it."""

    operation: str
    calls: list[str]
    """Methods and paths."""
    is_modelled: bool
    reason: str | None
    """Why it is refused."""
    verified_by: dict[str, list[str]]
    """The clients that call it in the tests, by the type of their clusters; if it is refused, those
    that read why."""
    assumptions: list[int]
    """Numbers of the assumptions that concern it."""
    received: int
    """How many calls of the tenant there were on which no rule acted."""
    unread: Counts
    """Fields that nothing read, and how often they were sent."""


class Fidelity(TypedDict):
    """What is modelled, verified and assumed."""

    operations: list[OperationFidelity]
    assumptions: list[Assumption]


class RequestProblem(TypedDict):
    """One thing that is wrong with a request, as the service would answer it."""

    code: str
    field: str | None
    message: str
    status: int


class Validation(TypedDict):
    """All that is wrong with a creation."""

    valid: bool
    problems: list[RequestProblem]


GET_LIVENESS = Endpoint("GET", "livez", Scope.EACH, answers=Status)
GET_READINESS = Endpoint("GET", "readyz", Scope.EACH, answers=Status)
GET_HEALTH = Endpoint("GET", "health", Scope.EACH, answers=Health)
GET_METRICS = Endpoint("GET", "metrics", Scope.EACH, answers=bytes, media_type="text/plain")
GET_FIDELITY = Endpoint("GET", "fidelity", Scope.TENANT, answers=Fidelity)
GET_OPENAPI = Endpoint("GET", "openapi.json", Scope.SAME, answers=dict)
GET_SERVICE_OPENAPI = Endpoint("GET", "service-openapi.json", Scope.SAME, answers=dict)
GET_AUTHORITY = Endpoint("GET", "ca", Scope.SAME, answers=Authority)
LIST_CREDENTIALS = Endpoint("GET", "credentials", Scope.ONE, answers=CredentialList)
PUT_CREDENTIAL = Endpoint(
    "PUT", "credentials", Scope.NAMED_TENANT, answers=AddedCredential, body=JsonObject
)
DELETE_CREDENTIAL = Endpoint("DELETE", "credentials/{id}", Scope.NAMED_TENANT, answers=Deleted)
VALIDATE = Endpoint(
    "POST", "validate", Scope.TENANT, passes_query=True, answers=Validation, body=bytes, accepts=()
)
