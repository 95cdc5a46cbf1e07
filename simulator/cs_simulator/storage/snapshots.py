"""Snapshots: copies of everything that a tenant has, as ranges of the same tables.

A copy is the same statement for every table: the rows of one number become rows of another.
Functions take the connection that they run on; what one function does is part of one transaction.
"""

import sqlite3
from dataclasses import dataclass
from typing import Any

import orjson

from cs_simulator.domain import by_name
from cs_simulator.domain.records import tables
from cs_simulator.storage.changes import TenantRow
from cs_simulator.storage.codec import ALL, RESOURCES, SERIAL_BITS, SERIAL_MASK, row_ids
from cs_simulator.storage.errors import StorageError

# Numbers of snapshots begin here, far above those of tenants: a row's id still fits 63 bits.
FIRST_NUMBER = 1 << 21

Rows = dict[str, list[tuple[Any, ...]]]
"""Rows as SQLite returns them, by table."""

_TENANT_COLUMNS = ", ".join(("id", *TenantRow._fields[1:]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What is known of a snapshot without reading its rows."""

    number: int
    name: str
    taken: int
    """Real time, in microseconds since 1970 UTC."""
    tenant_row: TenantRow
    """The tenant's own row when the snapshot was taken."""
    rows: dict[str, int]
    """The number of rows in each table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How the records of one table differ, each by its label."""

    added: list[str]
    removed: list[str]
    changed: dict[str, dict[str, tuple[Any, Any]]]
    """Of each changed record, the fields that differ, with the values before and after."""


Differences = dict[str, Difference]
"""By table, for those tables that differ."""


# ---- saving, finding, deleting


def save(database: sqlite3.Connection, tenant: int, name: str, taken: int) -> Snapshot:
    """Copy what a tenant has, in place of its snapshot of that name if there is one."""
    drop(database, tenant, name)
    select = f"SELECT {_TENANT_COLUMNS} FROM tenant WHERE id = ?"
    [row] = database.execute(select, (tenant,)).fetchall()
    number = _next_number(database)
    _copy(database, tenant, number)
    return _put(database, number, tenant, name, taken, TenantRow._make(row))


def put(
    database: sqlite3.Connection,
    tenant: int,
    name: str,
    taken: int,
    tenant_row: TenantRow,
    rows: Rows,
) -> Snapshot:
    """Insert rows of another file as a snapshot of that name."""
    drop(database, tenant, name)
    number = _next_number(database)
    insert(database, number, rows)
    return _put(database, number, tenant, name, taken, tenant_row)


def find(database: sqlite3.Connection, tenant: int, name: str) -> Snapshot | None:
    """The tenant's snapshot of that name."""
    snapshots = of_tenant(database, tenant)
    return next((snapshot for snapshot in snapshots if snapshot.name == name), None)


def of_tenant(database: sqlite3.Connection, tenant: int) -> list[Snapshot]:
    """The tenant's snapshots, in the order in which they were taken."""
    rows = database.execute(
        "SELECT id, name, taken, tenant_row FROM snapshot WHERE tenant = ? ORDER BY id", (tenant,)
    ).fetchall()
    return [_read(database, *row) for row in rows]


def drop(database: sqlite3.Connection, tenant: int, name: str) -> bool:
    """Delete the tenant's snapshot of that name; returns whether there was one."""
    row = database.execute(
        "SELECT id FROM snapshot WHERE tenant = ? AND name = ?", (tenant, name)
    ).fetchone()
    if row is None:
        return False
    clear(database, row[0])
    database.execute("DELETE FROM snapshot WHERE id = ?", row)
    return True


def drop_all(database: sqlite3.Connection, tenant: int) -> None:
    """Delete every snapshot of a tenant."""
    for (name,) in database.execute(
        "SELECT name FROM snapshot WHERE tenant = ?", (tenant,)
    ).fetchall():
        drop(database, tenant, name)


# ---- loading and comparing


def load(
    database: sqlite3.Connection, snapshot: Snapshot, number: int, name: str, expires: int
) -> None:
    """Replace everything of the tenant of that number and name by what the snapshot holds.

    It is deleted at the real instant *expires*, whatever the snapshot says. Raises
    :class:`StorageError` if the snapshot is gone.
    """
    is_there = "SELECT 1 FROM snapshot WHERE id = ?"
    if not database.execute(is_there, (snapshot.number,)).fetchone():
        raise StorageError("it was deleted", subject=f"the snapshot {snapshot.name!r}")
    clear(database, number)
    _copy(database, snapshot.number, number)
    put_tenant(database, snapshot.tenant_row._replace(number=number, name=name, expires=expires))


def compare(database: sqlite3.Connection, before: Snapshot, after: Snapshot) -> Differences:
    """The resources that were added, removed and changed between two snapshots."""
    differences = {}
    for table in tables.RESOURCES:
        old, new = (_records(database, table.name, snapshot) for snapshot in (before, after))
        if old != new:
            differences[table.name] = _difference(table, old, new)
    return differences


def _records(database: sqlite3.Connection, table: str, snapshot: Snapshot) -> dict[int, Any]:
    """The records of a table of a snapshot, by serial."""
    codec = RESOURCES[table]
    rows = database.execute(codec.select, row_ids(snapshot.number))
    return {record.serial: record for record in map(codec.decode, rows)}


def _difference(
    table: tables.ResourceTable[Any, Any], old: dict[int, Any], new: dict[int, Any]
) -> Difference:
    return Difference(
        added=[table.label_of(new[serial]) for serial in sorted(new.keys() - old.keys())],
        removed=[table.label_of(old[serial]) for serial in sorted(old.keys() - new.keys())],
        changed={
            table.label_of(new[serial]): _changed_fields(old[serial], new[serial])
            for serial in sorted(old.keys() & new.keys())
            if old[serial] != new[serial]
        },
    )


def _changed_fields(old: Any, new: Any) -> dict[str, tuple[Any, Any]]:
    pairs = zip(new._fields, old, new, strict=True)
    return {field: (before, after) for field, before, after in pairs if before != after}


# ---- rows of a number


def rows_of(database: sqlite3.Connection, number: int) -> Rows:
    """All rows of a tenant or snapshot, by table."""
    ids = row_ids(number)
    return {codec.table: database.execute(codec.select, ids).fetchall() for codec in ALL}


def insert(database: sqlite3.Connection, number: int, rows: Rows) -> None:
    """Insert rows, whatever number they had, as those of a tenant or snapshot."""
    for codec in ALL:
        database.executemany(
            codec.insert(1),
            [(number << SERIAL_BITS | row[0] & SERIAL_MASK, *row[1:]) for row in rows[codec.table]],
        )


def clear(
    database: sqlite3.Connection, number: int, kept: frozenset[str] = frozenset()
) -> dict[str, int]:
    """Delete all rows of a number, except those of the kept tables; returns how many, by table."""
    return {
        codec.table: database.execute(
            f"DELETE FROM {codec.table} WHERE id BETWEEN ? AND ?", row_ids(number)
        ).rowcount
        for codec in ALL
        if codec.table not in kept
    }


def put_tenant(database: sqlite3.Connection, tenant_row: TenantRow) -> None:
    """Insert or replace a tenant's own row."""
    placeholders = ", ".join("?" * len(TenantRow._fields))
    database.execute(
        f"INSERT OR REPLACE INTO tenant ({_TENANT_COLUMNS}) VALUES ({placeholders})", tenant_row
    )


def _copy(database: sqlite3.Connection, source: int, target: int) -> None:
    for codec in ALL:
        columns = ", ".join(codec.columns)
        database.execute(
            f"INSERT INTO {codec.table} (id, {columns})"
            f" SELECT ? | (id & {SERIAL_MASK}), {columns} FROM {codec.table}"
            " WHERE id BETWEEN ? AND ?",
            (target << SERIAL_BITS, *row_ids(source)),
        )


def _put(
    database: sqlite3.Connection,
    number: int,
    tenant: int,
    name: str,
    taken: int,
    tenant_row: TenantRow,
) -> Snapshot:
    text = orjson.dumps(tenant_row.copied()._asdict()).decode()
    database.execute(
        "INSERT INTO snapshot (id, tenant, name, taken, tenant_row) VALUES (?, ?, ?, ?, ?)",
        (number, tenant, name, taken, text),
    )
    return _read(database, number, name, taken, text)


def _read(
    database: sqlite3.Connection, number: int, name: str, taken: int, tenant_row: str
) -> Snapshot:
    rows = {
        codec.table: database.execute(
            f"SELECT count(*) FROM {codec.table} WHERE id BETWEEN ? AND ?", row_ids(number)
        ).fetchone()[0]
        for codec in ALL
    }
    return Snapshot(
        number=number,
        name=name,
        taken=taken,
        tenant_row=by_name.build(TenantRow, orjson.loads(tenant_row)),
        rows=rows,
    )


def _next_number(database: sqlite3.Connection) -> int:
    [(last,)] = database.execute("SELECT max(id) FROM snapshot").fetchall()
    return max(last or 0, FIRST_NUMBER) + 1
