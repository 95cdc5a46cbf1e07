"""``snapshots``: everything that a tenant has at a moment, kept under a name."""

from typing import Any, TypedDict

from cs_simulator.server.control.contract.endpoint import SQLITE, Endpoint, Scope
from cs_simulator.server.control.contract.tenants import NewTenant, Tenant
from cs_simulator.server.control.contract.values import Counts, Deleted, Instant

FORK_ELSEWHERE = "ForkElsewhere"
"""The code of a refused fork that can be made by file instead, between several replicas."""


class Snapshot(TypedDict):
    """What is known of a snapshot without looking into it."""

    name: str
    taken: Instant
    """Real time."""
    now: Instant
    """Virtual time."""
    seed: int
    rows: Counts
    """How many rows of each table it holds."""


class SnapshotList(TypedDict):
    """The snapshots of a tenant, in the order in which they were taken."""

    snapshots: list[Snapshot]


class TableDifference(TypedDict):
    """The records of a table that two snapshots differ in, by their keys."""

    added: list[str]
    removed: list[str]
    changed: dict[str, dict[str, list[Any]]]
    """By key and column: the values of the first and of the second snapshot."""


SnapshotDifference = TypedDict(
    "SnapshotDifference", {"from": str, "to": str | None, "tables": dict[str, TableDifference]}
)
"""How two snapshots differ; ``to`` is null for what the tenant has now."""


class Fork(TypedDict, total=False):
    """The name of the new tenant; without one it is invented."""

    name: str


LIST_SNAPSHOTS = Endpoint("GET", "snapshots", Scope.TENANT, answers=SnapshotList)
GET_SNAPSHOT = Endpoint("GET", "snapshots/{name}", Scope.TENANT, answers=Snapshot)
SAVE_SNAPSHOT = Endpoint("PUT", "snapshots/{name}", Scope.TENANT, answers=Snapshot)
DELETE_SNAPSHOT = Endpoint("DELETE", "snapshots/{name}", Scope.TENANT, answers=Deleted)
LOAD_SNAPSHOT = Endpoint("POST", "snapshots/{name}/load", Scope.TENANT, answers=Tenant)
FORK_SNAPSHOT = Endpoint(
    "POST", "snapshots/{name}/fork", Scope.TENANT, answers=NewTenant, body=Fork
)
DIFF_SNAPSHOTS = Endpoint(
    "GET", "snapshots/{name}/diff", Scope.TENANT, answers=SnapshotDifference, query=("with",)
)
DOWNLOAD_SNAPSHOT = Endpoint(
    "GET", "snapshots/{name}/file", Scope.TENANT, answers=bytes, media_type=SQLITE
)
UPLOAD_SNAPSHOT = Endpoint(
    "PUT", "snapshots/{name}/file", Scope.TENANT, answers=Snapshot, body=bytes,
    accepts=("application/octet-stream", SQLITE),
)  # fmt: skip
