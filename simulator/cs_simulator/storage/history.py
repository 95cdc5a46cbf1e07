"""Reading what is only ever appended: calls, decisions, traces, events and log lines.

SQLite chooses by the conditions, so that nobody loads a whole journal to find one call in it.
"""

import sqlite3
from collections.abc import Sequence
from heapq import merge
from itertools import islice
from operator import attrgetter
from typing import NamedTuple, TypeVar

from cs_simulator.domain.records import Record, tables
from cs_simulator.domain.records.tables import EntryTable
from cs_simulator.storage.codec import ENTRIES, TableCodec, row_id, row_ids
from cs_simulator.storage.database import Database

R = TypeVar("R", bound=Record)
Value = str | int


class Condition(NamedTuple):
    """What must hold of an entry: one field compared with a value, or with several."""

    field: str
    comparison: str
    value: Value | tuple[Value, ...]


def equals(field: str, value: Value) -> Condition:
    """The field has that value."""
    return Condition(field, "{} = ?", value)


def is_one_of(field: str, *values: Value) -> Condition:
    """The field has one of those values."""
    return Condition(field, f"{{}} IN ({', '.join('?' * len(values))})", values)


def matches(field: str, pattern: str) -> Condition:
    """The field, as a text, matches a pattern; in it ``*`` and ``?`` stand for anything."""
    return Condition(field, "matches(CAST({} AS TEXT), ?)", pattern)


def at_least(field: str, value: Value) -> Condition:
    """The field is at least that value."""
    return Condition(field, "{} >= ?", value)


def at_most(field: str, value: Value) -> Condition:
    """The field is at most that value."""
    return Condition(field, "{} <= ?", value)


def numbered(tenant: int, *, above: int, below: int) -> Condition:
    """The entry's number is above the one and below the other."""
    span = (row_id(tenant, above), row_id(tenant, below))
    return Condition("serial", "{0} > ? AND {0} < ?", span)


def has_word(field: str, pattern: str) -> Condition:
    """One of the words of a field, which blanks and colons divide, matches a pattern."""
    words = "' ' || replace({0}, ':', ' ') || ' ' || {0} || ' '"
    return Condition(field, f"{{0}} <> '' AND matches({words}, ?)", f"* {pattern} *")


class History:
    """The entries of all tenants. A tenant is given by its number."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(
        self,
        table: EntryTable[R],
        tenant: int,
        conditions: Sequence[Condition] = (),
        *,
        last: int | None = None,
    ) -> list[R]:
        """The entries that meet all conditions, oldest first; *last* limits them to the newest."""
        limit = -1 if last is None else last
        found = await self._decoded(table, tenant, conditions, "ORDER BY id DESC LIMIT ?", limit)
        return found[::-1]

    async def first(
        self,
        table: EntryTable[R],
        tenant: int,
        conditions: Sequence[Condition] = (),
        *,
        skip: int,
        size: int,
    ) -> list[R]:
        """At most *size* of the entries that meet all conditions, oldest first, after *skip*."""
        order = "ORDER BY id LIMIT ? OFFSET ?"
        return await self._decoded(table, tenant, conditions, order, size, skip)

    async def _decoded(
        self,
        table: EntryTable[R],
        tenant: int,
        conditions: Sequence[Condition],
        order: str,
        *limits: int,
    ) -> list[R]:
        codec = ENTRIES[table.name]
        where, values = _where(codec, tenant, conditions)
        sql = f"{codec.select_from} WHERE {where} {order}"

        def decoded(database: sqlite3.Connection) -> list[R]:  # there, since there may be very many
            return [codec.decode(row) for row in database.execute(sql, (*values, *limits))]

        return await self._database.read(decoded)

    async def columns(
        self,
        table: EntryTable[R],
        tenant: int,
        fields: Sequence[str],
        conditions: Sequence[Condition] = (),
        *,
        last: int,
    ) -> list[tuple[Value, ...]]:
        """Some fields of the newest entries that meet all conditions, oldest first."""
        codec = ENTRIES[table.name]
        names = ", ".join(_column(codec, field) for field in fields)
        where, values = _where(codec, tenant, conditions)
        sql = f"SELECT {names} FROM {table.name} WHERE {where} ORDER BY id DESC LIMIT ?"
        return [tuple(row) for row in reversed(await self._database.rows(sql, *values, last))]

    async def page(
        self,
        table: EntryTable[R],
        tenant: int,
        conditions: Sequence[Condition],
        *,
        first: int,
        size: int,
    ) -> tuple[list[R], int]:
        """A page of the entries that meet all conditions, newest first, and how many those are."""
        codec = ENTRIES[table.name]
        where, values = _where(codec, tenant, conditions)
        sql = f"{codec.select_from} WHERE {where} ORDER BY id DESC LIMIT ? OFFSET ?"
        rows = await self._database.rows(sql, *values, size, first)
        return [codec.decode(row) for row in rows], await self.count(table, tenant, conditions)

    async def count(
        self,
        table: EntryTable[R],
        tenant: int,
        conditions: Sequence[Condition] = (),
        *,
        until: int | None = None,
    ) -> int:
        """How many entries meet all conditions, of those up to the number *until*."""
        where, values = _where(ENTRIES[table.name], tenant, conditions)
        if until is not None:
            values[1] = row_ids(tenant)[0] + until
        sql = f"SELECT count(*) FROM {table.name} WHERE {where}"
        [(count,)] = await self._database.rows(sql, *values)
        found: int = count
        return found

    async def count_by(
        self,
        table: EntryTable[R],
        tenant: int,
        fields: Sequence[str],
        conditions: Sequence[Condition] = (),
    ) -> dict[tuple[Value, ...], int]:
        """How many entries meet all conditions, by some of their fields; first seen, first."""
        codec = ENTRIES[table.name]
        names = ", ".join(_column(codec, field) for field in fields)
        where, values = _where(codec, tenant, conditions)
        sql = f"SELECT {names}, count(*) FROM {table.name} WHERE {where} GROUP BY {names}"
        rows = await self._database.rows(f"{sql} ORDER BY min(id)", *values)
        return {tuple(row[:-1]): row[-1] for row in rows}

    async def clear(self, table: EntryTable[R], tenant: int) -> int:
        """Delete all entries of a tenant in a table; returns how many there were."""
        sql = f"DELETE FROM {table.name} WHERE id BETWEEN ? AND ?"
        return await self._database.do(
            lambda connection: connection.execute(sql, row_ids(tenant)).rowcount
        )

    async def after(self, tenant: int, call: int, line: int, most: int) -> list[Record]:
        """At most *most* entries: calls after the number *call*, others after the number *line*.

        They come in the order of virtual time; of one instant, calls first. All tables are read at
        one moment: nothing that is committed meanwhile is missed.
        """
        first, last = row_ids(tenant)
        seen = {"call": call, "serial": line}

        def read(database: sqlite3.Connection) -> dict[str, list[list[Record]]]:
            found: dict[str, list[list[Record]]] = {counter: [] for counter in seen}
            for table in tables.ENTRIES:
                codec, counter = ENTRIES[table.name], table.counted_as
                ids = (first + seen[counter] + 1, last)
                rows = database.execute(f"{codec.select} LIMIT ?", (*ids, most))
                found[counter].append([codec.decode(row) for row in rows])
            return found

        series = [
            merge(*entries, key=attrgetter("serial"))
            for entries in (await self._database.read(read)).values()
        ]
        return list(islice(merge(*series, key=_instant), most))


_INSTANTS = {table.record: attrgetter(table.instant) for table in tables.ENTRIES}


def _instant(entry: Record) -> int:
    """The virtual instant of an entry."""
    instant: int = _INSTANTS[type(entry)](entry)
    return instant


def _where(
    codec: TableCodec, tenant: int, conditions: Sequence[Condition]
) -> tuple[str, list[Value]]:
    """The text after WHERE, and the values of its placeholders."""
    parts = ["id BETWEEN ? AND ?"]
    values: list[Value] = [*row_ids(tenant)]
    for one in conditions:
        parts.append(one.comparison.format(_column(codec, one.field)))
        values += one.value if isinstance(one.value, tuple) else (one.value,)
    return " AND ".join(parts), values


def _column(codec: TableCodec, field: str) -> str:
    """The column of a field; raises ``ValueError`` for a name that is none: it goes into SQL."""
    if field == "serial":  # which is part of it
        return "id"
    if field not in codec.columns:
        raise ValueError(f"{codec.table} has no field {field!r}")
    return field
