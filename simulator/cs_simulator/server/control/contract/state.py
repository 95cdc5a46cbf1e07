"""``state``: everything that a page shows of a tenant, as of one moment."""

from typing import TypedDict

from cs_simulator.server.control.contract.clock import Clock
from cs_simulator.server.control.contract.clusters import Cluster
from cs_simulator.server.control.contract.endpoint import Endpoint, Scope
from cs_simulator.server.control.contract.scenario import ScenarioInForce
from cs_simulator.server.control.contract.snapshots import Snapshot
from cs_simulator.server.control.contract.tenants import Tenant


class RunningServer(TypedDict):
    """What answers: which version, where it was started, and where it keeps what it has."""

    version: str
    replica: str | None
    """What it is called among several behind a proxy; null for one that stands alone."""
    folder: str
    """The folder that it was started in."""
    database: str
    pid: int
    auth: str
    """How signatures are handled: ``none``, ``log`` or ``enforce``."""


class JournalState(TypedDict):
    """How much the journal has."""

    total: int
    last: int
    """The number of the last call, also of one that the journal does not have; 0 before it."""
    dropped: int
    """How many older calls it had and has no longer, since it may not have more."""


class State(TypedDict):
    """Everything that a page shows of a tenant, besides its calls and its timeline."""

    server: RunningServer
    tenants: list[str]
    """The names of all that this simulator has."""
    damaged: dict[str, str]
    """Of the tenants that cannot be used, what is wrong, by name."""
    tenant: Tenant
    clock: Clock
    scenario: ScenarioInForce
    clusters: list[Cluster]
    snapshots: list[Snapshot]
    journal: JournalState
    world: str
    """Another one after a restart, a reset, and the load of a snapshot: what was read before, and
    its positions, are void then."""
    position: str
    """The ``Last-Event-ID`` with which the stream of events goes on from here."""


GET_STATE = Endpoint("GET", "state", Scope.TENANT, answers=State)
