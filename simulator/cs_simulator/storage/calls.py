"""Reading the journal: calls that have a row, and calls of segments, as if they were one table."""

import sqlite3
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from cs_simulator.storage import segments_reading as segments
from cs_simulator.storage.codec import row_ids
from cs_simulator.storage.conditions import Condition, between
from cs_simulator.storage.entry_rows import EntryRows, Groups, Part

_FIRST = itemgetter(0)
_ID = ("serial",)


class Calls(EntryRows):
    """The calls of the journal, in the order of their numbers."""

    def read(
        self,
        database: sqlite3.Connection,
        tenant: int,
        conditions: Sequence[Condition],
        part: Part,
    ) -> list[Any]:
        """A part of the calls that meet all conditions, in the order of the part."""
        if part.end is not None or part.skip:
            bounds = self._bounds(database, tenant, conditions, part)
            conditions, part = [*conditions, bounds], Part(newest=part.newest)
        entries = super().read(database, tenant, conditions, part)
        for segment, calls in segments.choose(database, tenant, conditions):
            entries += segment.entries(calls)
        return sorted(entries, key=_FIRST, reverse=part.newest)

    def _bounds(
        self,
        database: sqlite3.Connection,
        tenant: int,
        conditions: Sequence[Condition],
        part: Part,
    ) -> Condition:
        """What holds of no other chosen calls but those of a part."""
        found, (first, last) = part._replace(size=part.end, skip=0), row_ids(tenant)
        ids = sorted(segments.ids(database, tenant, conditions, found), reverse=part.newest)
        if part.end and len(ids) >= part.end:  # no rows behind those are of the part
            edge = ids[part.end - 1]
            first, last = (edge, last) if part.newest else (first, edge)
        conditions = [*conditions, between(first, last)]
        ids += [id_ for (id_,) in super().columns(database, tenant, _ID, conditions, found)]
        inside = part.of(sorted(ids, reverse=part.newest))
        return between(min(inside), max(inside)) if inside else between(1, 0)

    def columns(
        self,
        database: sqlite3.Connection,
        tenant: int,
        fields: Sequence[str],
        conditions: Sequence[Condition],
        part: Part,
    ) -> list[tuple[Any, ...]]:
        """Some fields of a part of the calls."""
        if part.end is not None or part.skip:
            bounds = self._bounds(database, tenant, conditions, part)
            conditions, part = [*conditions, bounds], Part(newest=part.newest)
        names = (*_ID, *fields)
        found = super().columns(database, tenant, names, conditions, part)
        for segment, calls in segments.choose(database, tenant, conditions):
            found += segment.columns(names, calls)
        found.sort(key=_FIRST, reverse=part.newest)
        return [row[1:] for row in found]

    def count(
        self, database: sqlite3.Connection, tenant: int, conditions: Sequence[Condition]
    ) -> int:
        """How many calls meet all conditions."""
        with_rows = super().count(database, tenant, conditions)
        return with_rows + segments.count(database, tenant, conditions)

    def groups(
        self,
        database: sqlite3.Connection,
        tenant: int,
        fields: Sequence[str],
        conditions: Sequence[Condition],
    ) -> Groups:
        """The calls that meet all conditions, by the values of some fields."""
        groups = super().groups(database, tenant, fields, conditions)
        for segment, calls in segments.choose(database, tenant, conditions):
            for values, (count, first) in segment.groups(fields, calls).items():
                known, before = groups.get(values, (0, first))
                groups[values] = (known + count, min(before, first))
        return groups

    def clear(self, database: sqlite3.Connection, tenant: int) -> int:
        """Delete all calls of a tenant; returns how many there were."""
        in_segments = segments.count(database, tenant, ())
        database.execute("DELETE FROM call_segment WHERE last BETWEEN ? AND ?", row_ids(tenant))
        return super().clear(database, tenant) + in_segments
