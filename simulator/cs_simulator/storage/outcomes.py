"""What commits come to, of one tenant each, and writing that into the tables."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cs_simulator.domain.records import CallEntry
from cs_simulator.storage import segments
from cs_simulator.storage.changes import Changes, TenantRow
from cs_simulator.storage.codec import (
    BY_ENTRY,
    CODECS,
    ENTRIES,
    PUT_TENANT,
    RESOURCES,
    Values,
    insert_rows,
    row_id,
    tenant_values,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What some commits of a tenant come to."""

    tenant: int
    tenant_row: TenantRow
    """The tenant's own row."""
    records: Mapping[str, Mapping[int, Values | None]]
    """By table and serial; ``None`` for a record that was dropped."""
    entries: Mapping[str, Sequence[Values]]
    """By table."""
    answered: Sequence[CallEntry]

    @classmethod
    def of(cls, tenant_row: TenantRow, changes: Changes) -> "Outcome":
        """What the changes of one commit come to."""
        entries: dict[str, list[Values]] = {}
        for entry in changes.entries:
            entries.setdefault(BY_ENTRY[type(entry)].table, []).append(entry)
        return cls(tenant_row.number, tenant_row, changes.records, entries, changes.answered)


def put(database: sqlite3.Connection, outcomes: Iterable[Outcome]) -> None:
    """Write outcomes into the tables, as a part of a transaction."""
    rows: dict[str, list[tuple[object, ...]]] = {}
    for one in outcomes:
        database.execute(PUT_TENANT, tenant_values(one.tenant_row))
        for table, records in one.records.items():
            codec = RESOURCES[table]
            kept = [codec.row(one.tenant, each) for each in records.values() if each]
            rows.setdefault(table, []).extend(kept)
            ids = [(row_id(one.tenant, serial),) for serial, each in records.items() if not each]
            database.executemany(f"DELETE FROM {table} WHERE id = ?", ids)
        for table, entries in one.entries.items():
            codec = ENTRIES[table]
            rows.setdefault(table, []).extend(codec.row(one.tenant, each) for each in entries)
        segments.append(database, one.tenant, one.answered)
    for table, of_table in rows.items():
        insert_rows(database, CODECS[table], of_table)
