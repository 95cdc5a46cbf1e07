"""Reading what is only ever appended: calls, decisions, traces, events and log lines.

SQLite chooses by the conditions, so that nobody loads a whole journal to find one call in it.
"""

import sqlite3
from collections.abc import Sequence
from heapq import merge
from itertools import islice
from operator import attrgetter
from typing import TypeVar

from cs_simulator.domain.records import Record, tables
from cs_simulator.domain.records.tables import EntryTable
from cs_simulator.storage import retention
from cs_simulator.storage.calls import Calls
from cs_simulator.storage.codec import ENTRIES, row_ids
from cs_simulator.storage.conditions import Condition, Value, at_most, between
from cs_simulator.storage.database import Database
from cs_simulator.storage.entry_rows import EntryRows, Part
from cs_simulator.storage.history_size import Limits, Measured, measure
from cs_simulator.storage.retention import Cut

R = TypeVar("R", bound=Record)

_SOURCES = {
    **{name: EntryRows(codec) for name, codec in ENTRIES.items()},
    tables.CALL.name: Calls(ENTRIES[tables.CALL.name]),
}


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
        found = await self._part(table, tenant, conditions, Part(size=last))
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
        part = Part(newest=False, size=size, skip=skip)
        return await self._part(table, tenant, conditions, part)

    async def _part(
        self, table: EntryTable[R], tenant: int, conditions: Sequence[Condition], part: Part
    ) -> list[R]:
        source = _SOURCES[table.name]
        return await self._database.read(  # decoded there, since there may be very many
            lambda connection: source.read(connection, tenant, conditions, part)
        )

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
        source, part = _SOURCES[table.name], Part(size=last)
        found = await self._database.read(
            lambda connection: source.columns(connection, tenant, fields, conditions, part)
        )
        return found[::-1]

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
        source, part = _SOURCES[table.name], Part(size=size, skip=first)
        return await self._database.read(
            lambda connection: (
                source.read(connection, tenant, conditions, part),
                source.count(connection, tenant, conditions),
            )
        )

    async def count(
        self,
        table: EntryTable[R],
        tenant: int,
        conditions: Sequence[Condition] = (),
        *,
        until: int | None = None,
    ) -> int:
        """How many entries meet all conditions, of those up to the number *until*."""
        source, chosen = _SOURCES[table.name], [*conditions]
        if until is not None:
            chosen.append(at_most("serial", row_ids(tenant)[0] + until))
        return await self._database.read(
            lambda connection: source.count(connection, tenant, chosen)
        )

    async def count_by(
        self,
        table: EntryTable[R],
        tenant: int,
        fields: Sequence[str],
        conditions: Sequence[Condition] = (),
    ) -> dict[tuple[Value, ...], int]:
        """How many entries meet all conditions, by some of their fields; first seen, first."""
        source = _SOURCES[table.name]
        groups = await self._database.read(
            lambda connection: source.groups(connection, tenant, fields, conditions)
        )
        in_order = sorted(groups.items(), key=lambda group: group[1][1])
        return {values: count for values, (count, _) in in_order}

    async def clear(self, table: EntryTable[R], tenant: int) -> int:
        """Delete all entries of a tenant in a table; returns how many there were."""
        source = _SOURCES[table.name]
        return await self._database.do(lambda connection: source.clear(connection, tenant))

    async def after(self, tenant: int, call: int, line: int, most: int) -> list[Record]:
        """At most *most* entries: calls after the number *call*, others after the number *line*.

        They come in the order of virtual time; of one instant, calls first. All tables are read at
        one moment: nothing that is committed meanwhile is missed.
        """
        first, last = row_ids(tenant)
        seen, part = {"call": call, "serial": line}, Part(newest=False, size=most)

        def read(database: sqlite3.Connection) -> dict[str, list[list[Record]]]:
            found: dict[str, list[list[Record]]] = {counter: [] for counter in seen}
            for table in tables.ENTRIES:
                newer = between(first + seen[table.counted_as] + 1, last)
                entries = _SOURCES[table.name].read(database, tenant, [newer], part)
                found[table.counted_as].append(entries)
            return found

        series = [
            merge(*entries, key=attrgetter("serial"))
            for entries in (await self._database.read(read)).values()
        ]
        return list(islice(merge(*series, key=_instant), most))

    async def measure(self, tenant: int, known: Measured, *, folds: bool) -> bool:
        """Add a piece of what is new to what is known of a tenant; returns whether there is more.

        What is logged and not in the tables is looked at only if that *folds* it.
        """
        return await self._database.read(
            lambda connection: measure(connection, tenant, known), folds=folds
        )

    async def find_cut(
        self, tenant: int, limits: Limits, known: Measured, *, follows: bool
    ) -> Cut | None:
        """What is to be dropped next of what a tenant has.

        What goes with calls *follows* those that were dropped before.
        """
        return await self._database.read(
            lambda connection: retention.find_cut(
                connection, tenant, limits, known, follows=follows
            ),
            folds=False,
        )

    async def drop(self, cut: Cut) -> None:
        """Delete what was found."""
        await self._database.do(lambda connection: retention.drop(connection, cut), folds=False)


_INSTANTS = {table.record: attrgetter(table.instant) for table in tables.ENTRIES}


def _instant(entry: Record) -> int:
    """The virtual instant of an entry."""
    instant: int = _INSTANTS[type(entry)](entry)
    return instant
