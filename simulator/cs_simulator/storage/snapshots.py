"""Snapshots: copies of everything that a tenant has, as ranges of the same tables.

A copy is the same statement for every table: the rows of one number become rows of another. All of
a function's statements are one transaction; functions take the connection that they run on.
"""

import sqlite3
from dataclasses import dataclass
from typing import Any

import orjson

from cs_simulator.domain import by_name
from cs_simulator.domain.records import tables
from cs_simulator.storage.changes import TenantRow
from cs_simulator.storage.codec import ALL, RESOURCES, SERIAL_BITS, SERIAL_MASK

# Numbers of snapshots begin here, far above those of tenants: a row's id still fits 63 bits.
FIRST_NUMBER = 1 << 21

Rows = dict[str, list[tuple[Any, ...]]]
"""Rows as they are kept, by table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How the records of one table differ, each by its label."""

    added: list[str]
    removed: list[str]
    changed: dict[str, dict[str, tuple[Any, Any]]]
    """Of each changed record, the fields that differ, with the value before and after."""


Differences = dict[str, Difference]
"""By table; one without differences is not there."""

_HEAD = ", ".join(("id", *TenantRow._fields[1:]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What is known of a snapshot without looking into it."""

    number: int
    name: str
    taken: int
    """Real time, in microseconds since 1970 UTC."""
    head: TenantRow
    rows: dict[str, int]
    """How many rows of each table it holds."""


def save(database: sqlite3.Connection, tenant: int, name: str, taken: int) -> Snapshot:
    """Copy what a tenant has, in place of its snapshot of that name if there is one."""
    drop(database, tenant, name)
    [head] = database.execute(f"SELECT {_HEAD} FROM tenant WHERE id = ?", (tenant,)).fetchall()
    number = _next_number(database)
    _copy(database, tenant, number)
    return _put(database, number, tenant, name, taken, TenantRow._make(head))


def put(
    database: sqlite3.Connection, tenant: int, name: str, taken: int, head: TenantRow, rows: Rows
) -> Snapshot:
    """Keep rows that come from elsewhere as a snapshot of that name."""
    drop(database, tenant, name)
    number = _next_number(database)
    insert(database, number, rows)
    return _put(database, number, tenant, name, taken, head)


def rows_of(database: sqlite3.Connection, number: int) -> Rows:
    """All rows of a number, by table."""
    return {codec.table: database.execute(codec.select, ids_of(number)).fetchall() for codec in ALL}


def insert(database: sqlite3.Connection, number: int, rows: Rows) -> None:
    """Add rows, whatever number they had, as those of a number."""
    for codec in ALL:
        database.executemany(
            codec.insert(1),
            [(number << SERIAL_BITS | row[0] & SERIAL_MASK, *row[1:]) for row in rows[codec.table]],
        )


def put_tenant(database: sqlite3.Connection, head: TenantRow) -> None:
    """Write a tenant's own row."""
    marks = ", ".join("?" * len(TenantRow._fields))
    database.execute(f"INSERT OR REPLACE INTO tenant ({_HEAD}) VALUES ({marks})", head)


def find(database: sqlite3.Connection, tenant: int, name: str) -> Snapshot | None:
    """The tenant's snapshot of that name."""
    return next((found for found in of_tenant(database, tenant) if found.name == name), None)


def of_tenant(database: sqlite3.Connection, tenant: int) -> list[Snapshot]:
    """The tenant's snapshots, in the order in which they were taken."""
    rows = database.execute(
        "SELECT id, name, taken, tenant_row FROM snapshot WHERE tenant = ? ORDER BY id", (tenant,)
    ).fetchall()
    return [_read(database, *row) for row in rows]


def drop(database: sqlite3.Connection, tenant: int, name: str) -> bool:
    """Delete the tenant's snapshot of that name; whether there was one."""
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


def load(database: sqlite3.Connection, snapshot: Snapshot, number: int, name: str) -> None:
    """Make the tenant of that number and name what the snapshot holds."""
    clear(database, number)
    _copy(database, snapshot.number, number)
    put_tenant(database, snapshot.head._replace(number=number, name=name))


def compare(database: sqlite3.Connection, before: Snapshot, after: Snapshot) -> Differences:
    """The resources that were added, removed and changed between two snapshots."""
    found = {}
    for table in tables.RESOURCES:
        old, new = (_records(database, table.name, snapshot) for snapshot in (before, after))
        added, removed = sorted(new.keys() - old.keys()), sorted(old.keys() - new.keys())
        changed = [
            serial for serial in sorted(old.keys() & new.keys()) if old[serial] != new[serial]
        ]
        if added or removed or changed:
            found[table.name] = Difference(
                added=[table.label_of(new[serial]) for serial in added],
                removed=[table.label_of(old[serial]) for serial in removed],
                changed={
                    table.label_of(new[serial]): _changed_fields(old[serial], new[serial])
                    for serial in changed
                },
            )
    return found


def _records(database: sqlite3.Connection, table: str, snapshot: Snapshot) -> dict[int, Any]:
    codec = RESOURCES[table]
    rows = database.execute(codec.select, ids_of(snapshot.number))
    return {record.serial: record for record in map(codec.decode, rows)}


def _changed_fields(old: Any, new: Any) -> dict[str, tuple[Any, Any]]:
    pairs = zip(new._fields, old, new, strict=True)
    return {field: (before, after) for field, before, after in pairs if before != after}


def clear(
    database: sqlite3.Connection, number: int, kept: frozenset[str] = frozenset()
) -> dict[str, int]:
    """Delete all rows of a number, but not of the kept tables; how many there were, by table."""
    return {
        codec.table: database.execute(
            f"DELETE FROM {codec.table} WHERE id BETWEEN ? AND ?",
            ids_of(number),
        ).rowcount
        for codec in ALL
        if codec.table not in kept
    }


def ids_of(number: int) -> tuple[int, int]:
    """The first and the last row id of a number."""
    return number << SERIAL_BITS, (number + 1 << SERIAL_BITS) - 1


def _copy(database: sqlite3.Connection, source: int, target: int) -> None:
    for codec in ALL:
        columns = ", ".join(codec.columns)
        database.execute(
            f"INSERT INTO {codec.table} (id, {columns})"
            f" SELECT ? | (id & {SERIAL_MASK}), {columns} FROM {codec.table}"
            " WHERE id BETWEEN ? AND ?",
            (target << SERIAL_BITS, *ids_of(source)),
        )


def _put(
    database: sqlite3.Connection, number: int, tenant: int, name: str, taken: int, head: TenantRow
) -> Snapshot:
    text = orjson.dumps(head._asdict()).decode()
    database.execute(
        "INSERT INTO snapshot (id, tenant, name, taken, tenant_row) VALUES (?, ?, ?, ?, ?)",
        (number, tenant, name, taken, text),
    )
    return _read(database, number, name, taken, text)


def _read(database: sqlite3.Connection, number: int, name: str, taken: int, head: str) -> Snapshot:
    rows = {
        codec.table: database.execute(
            f"SELECT count(*) FROM {codec.table} WHERE id BETWEEN ? AND ?",
            ids_of(number),
        ).fetchone()[0]
        for codec in ALL
    }
    tenant_row = by_name.build(TenantRow, orjson.loads(head))
    return Snapshot(number=number, name=name, taken=taken, head=tenant_row, rows=rows)


def _next_number(database: sqlite3.Connection) -> int:
    [(last,)] = database.execute("SELECT max(id) FROM snapshot").fetchall()
    return max(last or 0, FIRST_NUMBER) + 1
