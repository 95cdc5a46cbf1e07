"""The rows of one number, in every table: a tenant's, or a snapshot's.

Functions take the connection that they run on; what one function does is part of one transaction.
"""

import sqlite3
from collections.abc import Iterable
from typing import Any

from cs_simulator.domain.records import Record, tables
from cs_simulator.storage import segments_ranges
from cs_simulator.storage.changes import TenantRow
from cs_simulator.storage.codec import (
    ALL,
    INSERT_TENANT,
    SERIAL_BITS,
    SERIAL_MASK,
    TableCodec,
    insert_rows,
    row_ids,
    tenant_values,
)

Rows = list[tuple[Any, ...]]
"""Rows of one table, as SQLite returns them."""
# How many rows are read at once where there may be any number of them.
AT_ONCE = 1000


def piece(database: sqlite3.Connection, codec: TableCodec, after: int, last: int) -> Rows:
    """The next rows of a table from behind the id *after* up to the id *last*; some, or none."""
    return database.execute(f"{codec.select} LIMIT {AT_ONCE}", (after + 1, last)).fetchall()


def insert(database: sqlite3.Connection, codec: TableCodec, number: int, found: Rows) -> None:
    """Insert rows of a table, whatever number they had, as those of another one."""
    own = [(number << SERIAL_BITS | row[0] & SERIAL_MASK, *row[1:]) for row in found]
    insert_rows(database, codec, own)


def insert_records(
    database: sqlite3.Connection, number: int, codec: TableCodec, records: Iterable[Record]
) -> None:
    """Insert records of a table as rows of that number."""
    insert_rows(database, codec, [codec.row(number, record) for record in records])


def size(database: sqlite3.Connection, number: int) -> int:
    """About how many bytes the rows of a number have."""
    found: int = segments_ranges.totals(database, number).size
    for codec in ALL:
        found += database.execute(_SIZE[codec.table], row_ids(number)).fetchone()[0]
    return found


ROW_SIZES = {
    codec.table: " + ".join(("16", *(f"length({column})" for column in codec.columns)))
    for codec in ALL
}
"""About how many bytes a row has: id, checksum and values. Texts are counted in characters."""
_SIZE = {
    table: f"SELECT coalesce(sum({row}), 0) FROM {table} WHERE id BETWEEN ? AND ?"
    for table, row in ROW_SIZES.items()
}


def serials(database: sqlite3.Connection, codec: TableCodec, number: int) -> set[int]:
    """The serials of the rows of a number in a table."""
    found = database.execute(
        f"SELECT id FROM {codec.table} WHERE id BETWEEN ? AND ?", row_ids(number)
    )
    return {row_id & SERIAL_MASK for (row_id,) in found}


def clear(
    database: sqlite3.Connection, number: int, kept: frozenset[str] = frozenset()
) -> dict[str, int]:
    """Delete all rows of a number, except those of the kept tables; returns how many, by table.

    What the log still has of the number is deleted too, and not counted.
    """
    database.execute("DELETE FROM commit_log WHERE tenant = ?", (number,))
    calls = 0 if tables.CALL.name in kept else segments_ranges.clear(database, number)
    deleted = {
        codec.table: database.execute(
            f"DELETE FROM {codec.table} WHERE id BETWEEN ? AND ?", row_ids(number)
        ).rowcount
        for codec in ALL
        if codec.table not in kept
    }
    if calls:
        deleted[tables.CALL.name] += calls
    return deleted


def put_tenant(database: sqlite3.Connection, tenant_row: TenantRow) -> None:
    """Insert or replace a tenant's own row."""
    database.execute(INSERT_TENANT, tenant_values(tenant_row))


def copy(database: sqlite3.Connection, source: int, target: int) -> None:
    """Copy all rows of one number to another, which has none."""
    for codec in ALL:
        columns = ", ".join((*codec.columns, "checksum"))
        database.execute(
            f"INSERT INTO {codec.table} (id, {columns})"
            f" SELECT ? | (id & {SERIAL_MASK}), {columns} FROM {codec.table}"
            " WHERE id BETWEEN ? AND ?",
            (target << SERIAL_BITS, *row_ids(source)),
        )
    segments_ranges.copy(database, source, target)
