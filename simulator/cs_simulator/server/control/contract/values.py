"""Values that many shapes have."""

from typing import Annotated, TypedDict

from cs_simulator.server.control.contract.marks import Format

Instant = Annotated[str, Format("date-time")]
"""A virtual or real instant, as RFC 3339 in UTC, to the microsecond."""

Counts = dict[str, int]
"""Numbers by name."""


class Deleted(TypedDict):
    """The name of what is gone."""

    deleted: str


class ClearedTenant(TypedDict):
    """A tenant, and how many rows of each table were cleared."""

    tenant: str
    cleared: Counts
