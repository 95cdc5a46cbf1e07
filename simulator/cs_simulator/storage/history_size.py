"""How much a tenant's history has, and how much it may have: calls, and what grows with them.

Functions are part of a transaction on the connection that they take.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cs_simulator.domain.records import tables
from cs_simulator.storage import ranges, segments_ranges
from cs_simulator.storage.codec import row_ids

CALL, SEGMENT = tables.CALL.name, "call_segment"
FOLLOWING = (tables.DECISION, tables.TRACE)
"""What grows with calls, and is of no use without them."""
# What is left once something has to be dropped: so it is not each time a little.
_LEFT = 0.9
# So many rows are looked at at once: some milliseconds, while commits wait.
_AT_ONCE = 500
_MEASURE = {
    table: "SELECT count(*), coalesce(sum(size), 0), max(id) FROM (SELECT id,"
    f" {ranges.ROW_SIZES[table]} AS size FROM {table} WHERE id BETWEEN ? AND ? ORDER BY id"
    f" LIMIT {_AT_ONCE})"
    for table in (CALL, *(table.name for table in FOLLOWING))
}


class Limits(NamedTuple):
    """How much a tenant's history may have; 0 for any number."""

    calls: int
    """So many calls, decisions and traces each."""
    size: int
    """The bytes of all of them."""
    since: int
    """The real instant from which on calls are kept."""

    @property
    def eased(self) -> "Limits":
        """What is to be left once something is dropped."""
        return self._replace(calls=int(self.calls * _LEFT), size=int(self.size * _LEFT))


class Amount(NamedTuple):
    """How much a table has of a tenant; of segments, calls are counted."""

    entries: int = 0
    size: int = 0
    """In bytes."""


@dataclass(slots=True)
class Measured:
    """What was found of a tenant's history, so that only what is new has to be looked at."""

    amounts: dict[str, Amount] = field(default_factory=dict)
    """By table."""
    last: dict[str, int] = field(default_factory=dict)
    """The id of the last row that was looked at, by table."""
    since: int | None = None
    """The virtual instant of the oldest call; ``None`` without one."""

    @property
    def calls(self) -> int:
        """How many calls there are."""
        return self.amounts[CALL].entries + self.amounts[SEGMENT].entries

    @property
    def size(self) -> int:
        """The bytes of calls, decisions and traces."""
        return sum(amount.size for amount in self.amounts.values())

    def exceed(self, limits: Limits) -> bool:
        """Whether there is more of something than the limits allow."""
        most = max(self.calls, *(self.amounts[table.name].entries for table in FOLLOWING))
        is_long, is_large = limits.calls < most, limits.size < self.size
        return bool(limits.calls and is_long) or bool(limits.size and is_large)

    def forget(self, freed: Mapping[str, Amount]) -> None:
        """Take off what was dropped, by table."""
        for table, amount in freed.items():
            if before := self.amounts.get(table):
                left = Amount(before.entries - amount.entries, before.size - amount.size)
                self.amounts[table] = left


def measure(database: sqlite3.Connection, tenant: int, known: Measured) -> bool:
    """Add to what is known of a tenant a piece of what is new; returns whether there is more."""
    first, last = row_ids(tenant)
    amounts, seen, most = known.amounts.copy(), known.last.copy(), 0
    for table, sql in _MEASURE.items():
        begin = seen.get(table, first - 1) + 1
        entries, size, end = database.execute(sql, (begin, last)).fetchone()
        before = amounts.get(table, Amount())
        amounts[table] = Amount(before.entries + entries, before.size + size)
        seen[table] = end or begin - 1
        most = max(most, entries)
    amounts[SEGMENT] = Amount(*segments_ranges.totals(database, tenant))
    known.amounts, known.last = amounts, seen  # at once: others read it on their threads
    return most == _AT_ONCE
