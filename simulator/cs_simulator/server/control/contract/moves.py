"""``tenants/{name}/move``: a tenant on its way to another simulator, or from one."""

from typing import Literal, TypedDict

from cs_simulator.server.control.contract.endpoint import SQLITE, Endpoint, Scope
from cs_simulator.server.control.contract.values import Counts, Instant


class Move(TypedDict):
    """The last move of a tenant, as one of the two simulators knows it."""

    tenant: str
    move: str
    """Which move: the same in both simulators."""
    state: Literal["leaving", "left", "arrived", "withdrawn"]
    """``withdrawn``: it was taken back before the tenant came."""
    url: str | None
    """The simulator that it goes to, or went to; null in that one."""
    replica: str | None
    """What that simulator is called among several; null for one that stands alone."""
    at: Instant
    """When it came to this state, in real time."""
    rows: Counts
    """How many rows of each table the tenant had when it left or came."""
    snapshots: int
    """How many snapshots it had, which move with it."""


class Destination(TypedDict, total=False):
    """Where a tenant is to go."""

    url: str
    """The address of the other simulator."""
    replica: str
    """What that one is called among several; empty for one that stands alone."""


class MoveName(TypedDict, total=False):
    """Which move it is."""

    move: str


GET_MOVE = Endpoint("GET", "tenants/{name}/move", Scope.TENANT, answers=Move)
LEAVE = Endpoint("PUT", "tenants/{name}/move", Scope.TENANT, answers=Move, body=Destination)
CANCEL_MOVE = Endpoint("DELETE", "tenants/{name}/move", Scope.TENANT, answers=Move, query=("move",))
DOWNLOAD_MOVE = Endpoint(
    "GET", "tenants/{name}/move/file", Scope.TENANT, answers=bytes, media_type=SQLITE
)
ARRIVE = Endpoint("PUT", "tenants/{name}/move/file", Scope.TENANT, answers=Move, body=bytes,
    accepts=("application/octet-stream", SQLITE),
)  # fmt: skip
END_MOVE = Endpoint("POST", "tenants/{name}/move/end", Scope.TENANT, answers=Move, body=MoveName)
