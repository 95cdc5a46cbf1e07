"""Reading tenants from rows: everything that a tenant has, or what is known before it is loaded."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from cs_simulator.domain.records import Record, tables
from cs_simulator.storage import folding, segments_ranges
from cs_simulator.storage.changes import TenantRow
from cs_simulator.storage.codec import (
    RESOURCES,
    SELECT_TENANTS,
    SERIAL_MASK,
    row_ids,
    tenant_row_of,
)
from cs_simulator.storage.damage import DamagedRows, damaged_rows
from cs_simulator.storage.errors import DamageError


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTenant:
    """A tenant as the database has it."""

    tenant_row: TenantRow
    records: dict[str, list[Record]]
    """By table, in the order of their serials."""
    last_entries: dict[str, int]
    """The greatest number of an entry, by the counter that numbers them."""
    is_proven: bool
    """Whether every row has a checksum that fits: it is then what this version wrote."""


class KnownTenant(NamedTuple):
    """What is known of a tenant before it is loaded."""

    number: int
    name: str
    expires: int
    """The real instant at which it is deleted; 0 for never."""
    damage: str
    """What is wrong with its own row; empty for nothing."""


def load(database: sqlite3.Connection, name: str) -> StoredTenant | None:
    """The tenant of that name, or ``None``; raises :class:`DamageError`."""
    row = database.execute(f"{SELECT_TENANTS} WHERE name = ?", (name,)).fetchone()
    if row is None:
        return None
    tenant_row = tenant_row_of(row)
    folding.check(database, tenant_row.number)
    return stored_tenant(database, tenant_row, tenant_row.number, is_proven=bool(row[-1]))


def stored_tenant(
    database: sqlite3.Connection, tenant_row: TenantRow, number: int, *, is_proven: bool
) -> StoredTenant:
    """What the rows of that number make, as the tenant of that row; raises :class:`DamageError`."""
    ids = row_ids(number)
    records = {}
    for table, codec in RESOURCES.items():
        rows = database.execute(codec.select, ids).fetchall()
        records[table] = [codec.decode(row) for row in rows]
        is_proven = is_proven and all(row[-1] for row in rows)
    return StoredTenant(
        tenant_row=tenant_row,
        records=records,
        last_entries=_last_entries(database, number),
        is_proven=is_proven,
    )


def _last_entries(database: sqlite3.Connection, number: int) -> dict[str, int]:
    last: dict[str, int] = {}
    ids = row_ids(number)
    for table in tables.ENTRIES:
        sql = f"SELECT max(id) FROM {table.name} WHERE id BETWEEN ? AND ?"
        serial = (database.execute(sql, ids).fetchone()[0] or 0) & SERIAL_MASK
        last[table.counted_as] = max(last.get(table.counted_as, 0), serial)
    call = tables.CALL.counted_as
    last[call] = max(last[call], segments_ranges.last_call(database, number))
    return last


def known(database: sqlite3.Connection) -> list[KnownTenant]:
    """What is known of every tenant, in the order of their numbers."""
    with readable(database):
        rows = database.execute(f"{SELECT_TENANTS} ORDER BY id").fetchall()
    return [_known_tenant(row) for row in rows]


def with_steps(database: sqlite3.Connection) -> list[str]:
    """The names of the tenants for which something is under way."""
    is_there = "EXISTS (SELECT 1 FROM {0} WHERE {0}.id BETWEEN {1} AND {2})"
    first, last = "tenant.id << 40", "(tenant.id + 1 << 40) - 1"
    conditions = [
        is_there.format(table.name, first, last) for table in (tables.STEP, tables.SCHEDULED_ACTION)
    ]
    sql = f"SELECT name FROM tenant WHERE {' OR '.join(conditions)}"
    return [name for (name,) in database.execute(sql)]


def damaged(database: sqlite3.Connection) -> list[DamagedRows]:
    """All rows that are not as they were written, by number."""
    with readable(database):
        return damaged_rows(database)


@contextmanager
def readable(database: sqlite3.Connection) -> Iterator[None]:
    """Read texts in the block whatever their bytes are: a damaged one has another checksum."""
    strict, database.text_factory = database.text_factory, _readable
    try:
        yield
    finally:
        database.text_factory = strict


def _readable(raw: bytes) -> str:
    return raw.decode("utf-8", "backslashreplace")


def _known_tenant(row: tuple[Any, ...]) -> KnownTenant:
    try:
        tenant_row = tenant_row_of(row)
    except DamageError as problem:
        # What is damaged says nothing of when to delete it.
        return KnownTenant(number=row[0], name=row[1], expires=0, damage=problem.cause)
    return KnownTenant(tenant_row.number, tenant_row.name, tenant_row.expires, damage="")
