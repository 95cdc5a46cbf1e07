"""Bounding what a tenant's history has: the oldest calls go first, and what belongs to them.

Segments are dropped in the order of their last calls, and rows of calls in between. Decisions and
traces follow, as far as they are older than the oldest call that is kept; log lines and events too,
of clusters that are gone: those of clusters that are there are answered by the API. What is to be
dropped is found first, a bounded piece of it, so that it can be noted before it is.

Functions are part of a transaction on the connection that they take.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from math import inf
from typing import NamedTuple

from cs_simulator.domain.records import tables
from cs_simulator.storage import ranges, segments
from cs_simulator.storage.codec import SERIAL_MASK, row_ids
from cs_simulator.storage.errors import DamageError
from cs_simulator.storage.history_size import CALL, FOLLOWING, SEGMENT, Amount, Limits, Measured

_OF_CLUSTERS = (tables.LOG, tables.EVENT)
# So many rows of a table, and segments, are dropped at once: some milliseconds.
_ROWS, _SEGMENTS = 500, 16


class Cut(NamedTuple):
    """A piece of what is to be dropped."""

    ids: Mapping[str, list[int]]
    """The ids of rows, by table."""
    freed: Mapping[str, Amount]
    """What the tables have less of without them."""
    last: int = 0
    """The number of the last call among them; 0 for none."""

    @property
    def calls(self) -> int:
        """How many calls are among them."""
        return sum(self.freed[table].entries for table in (CALL, SEGMENT) if table in self.freed)


class _Unit(NamedTuple):
    """What is dropped at once: a row of a call, or a segment."""

    last: int
    """The id of its last call."""
    id: int
    table: str
    calls: int
    size: int
    received: int
    """The real instant of its last call."""
    at: int
    """The virtual instant of its first call."""


def find_cut(
    database: sqlite3.Connection, tenant: int, limits: Limits, known: Measured, *, follows: bool
) -> Cut | None:
    """The next piece of what is to be dropped; ``None`` if that is nothing.

    What goes with calls *follows* those that were dropped before.
    """
    first = _oldest(database, tenant, 1, 1)
    known.since = min((unit.at for unit in first), default=None)
    if known.since is None:
        return _cut(_oldest_rows(database, tenant)) if known.exceed(limits) else None
    if follows and (cut := _cut(_followers(database, tenant, known.since))):
        return cut
    if not known.exceed(limits) and all(unit.received >= limits.since for unit in first):
        return None
    units, until = _in_order(database, tenant), _end_of_excess(database, tenant, limits, known)
    return _cut(_whole_or_oldest(database, list(_beyond(units, limits, known, until))))


def drop(database: sqlite3.Connection, cut: Cut) -> None:
    """Delete a piece; of segments nothing but calls up to its last one, whatever they have now."""
    for table, ids in cut.ids.items():
        if table == SEGMENT:
            for segment in ids:
                segments.cut_off(database, segment, cut.last)
        else:
            database.executemany(f"DELETE FROM {table} WHERE id = ?", [(one,) for one in ids])


def _cut(units: Iterable[_Unit]) -> Cut | None:
    """The piece that has these; ``None`` without any."""
    ids: dict[str, list[int]] = {}
    freed: dict[str, Amount] = {}
    last = 0
    for unit in units:
        ids.setdefault(unit.table, []).append(unit.id)
        before = freed.get(unit.table, Amount())
        freed[unit.table] = Amount(before.entries + unit.calls, before.size + unit.size)
        last = max(last, unit.last & SERIAL_MASK if unit.table in (CALL, SEGMENT) else 0)
    return Cut(ids, freed, last) if ids else None


def _in_order(database: sqlite3.Connection, tenant: int) -> list[_Unit]:
    """The oldest calls: there are none that are older and not among them."""
    units = _oldest(database, tenant, _ROWS, _SEGMENTS)
    ends = [
        max(of_table)
        for table, most in ((CALL, _ROWS), (SEGMENT, _SEGMENTS))
        if len(of_table := [unit.last for unit in units if unit.table == table]) == most
    ]
    return sorted(unit for unit in units if unit.last <= min(ends, default=unit.last))


def _oldest(database: sqlite3.Connection, tenant: int, rows: int, pieces: int) -> list[_Unit]:
    """The oldest calls with a row, and the oldest segments."""
    ids = row_ids(tenant)
    return [
        _Unit(row, row, CALL, 1, size, received, at)
        for row, size, received, at in database.execute(_OLDEST_CALLS, (*ids, rows))
    ] + [
        _Unit(last, segment, SEGMENT, calls, size, received, at)
        for segment, last, at, received, calls, size in database.execute(
            _OLDEST_SEGMENTS, (*ids, pieces)
        )
    ]


def _beyond(
    units: Iterable[_Unit], limits: Limits, known: Measured, until: float
) -> Iterator[tuple[_Unit, int]]:
    """The oldest calls that are too many, too large or too old, or not after *until*.

    Of the last segment, these may be some: how many is said of each.
    """
    calls, size = known.calls, known.size
    following = sum(known.amounts[table.name].size for table in FOLLOWING) / max(calls, 1)
    for unit in units:
        excess = calls - limits.calls if limits.calls else 0
        goes = size > limits.size > 0 or unit.received < limits.since or unit.at <= until
        if excess <= 0 and not goes:
            return
        part = unit.calls if goes else min(unit.calls, excess)
        yield unit, part
        calls -= part
        size -= unit.size + int(following * unit.calls)  # what is about to follow


def _whole_or_oldest(database: sqlite3.Connection, chosen: list[tuple[_Unit, int]]) -> list[_Unit]:
    """The units, the last one with its oldest calls only if not all of them are to go."""
    units = [unit for unit, _ in chosen]
    if not chosen or chosen[-1][1] == units[-1].calls:
        return units
    last, part = chosen[-1]
    with suppress(DamageError):  # a damaged one goes as a whole
        calls = segments.load(database, last.id).calls[:part]
        size = last.size * part // last.calls
        units[-1] = last._replace(last=last.id + calls[-1][0], calls=len(calls), size=size)
    overlaps = len(units) > 1 and units[-1].last <= units[-2].last
    return units[:-1] if overlaps else units


def _end_of_excess(
    database: sqlite3.Connection, tenant: int, limits: Limits, known: Measured
) -> float:
    """The virtual instant of the last decision or trace that is one too many."""
    until = -inf
    for table in FOLLOWING:
        excess = known.amounts[table.name].entries - limits.calls
        if limits.calls and excess > 0:
            sql = f"{_OLDEST_ROWS[table.name]} LIMIT 1 OFFSET ?"
            for _, _, at in database.execute(sql, (*row_ids(tenant), excess - 1)):
                until = max(until, at)
    return until


def _followers(database: sqlite3.Connection, tenant: int, oldest: int) -> Iterator[_Unit]:
    """What is older than the oldest call, a virtual instant, and goes with those before it."""
    yield from (row for row in _oldest_rows(database, tenant) if row.at < oldest)
    for table, sql in _OF_GONE_CLUSTERS.items():
        for row, size, at in database.execute(sql, (*row_ids(tenant), oldest)):
            yield _Unit(row, row, table, 1, size, 0, at)


def _oldest_rows(database: sqlite3.Connection, tenant: int) -> Iterator[_Unit]:
    """The oldest decisions and traces."""
    for table, sql in _OLDEST_ROWS.items():
        for row, size, at in database.execute(f"{sql} LIMIT {_ROWS}", row_ids(tenant)):
            yield _Unit(row, row, table, 1, size, 0, at)


_ROW_OF_TENANT = "id BETWEEN ? AND ?"
_OLDEST_CALLS = (
    f"SELECT id, {ranges.ROW_SIZES[CALL]}, received, at FROM call WHERE {_ROW_OF_TENANT}"
    " ORDER BY id LIMIT ?"
)
_OLDEST_SEGMENTS = (
    "SELECT id, last, first_at, last_received, calls, size FROM call_segment"
    " WHERE last BETWEEN ? AND ? ORDER BY last LIMIT ?"
)
_OLDEST_ROWS = {
    table.name: f"SELECT id, {ranges.ROW_SIZES[table.name]}, {table.instant} FROM {table.name}"
    f" WHERE {_ROW_OF_TENANT} ORDER BY id"
    for table in FOLLOWING
}
# The number of a cluster is that of its record, and with the tenant's the id of its row.
_OF_GONE_CLUSTERS = {
    table.name: f"SELECT id, {ranges.ROW_SIZES[table.name]}, {table.instant} FROM {table.name}"
    f" WHERE {_ROW_OF_TENANT} AND {table.instant} < ? AND NOT EXISTS (SELECT 1 FROM cluster"
    f" WHERE cluster.id = {table.name}.id & ~{SERIAL_MASK} | {table.name}.cluster) LIMIT {_ROWS}"
    for table in _OF_CLUSTERS
}
