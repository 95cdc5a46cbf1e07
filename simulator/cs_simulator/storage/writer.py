"""Writing the changes of many tenants at once: what calls have changed becomes rows.

All functions are part of a transaction on the connection that they take.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain

import orjson

from cs_simulator.storage import ranges, segments, snapshots
from cs_simulator.storage.changes import Changes, Clearing, Settled, TenantRow
from cs_simulator.storage.codec import (
    ALL,
    BY_ENTRY,
    INSERT_TENANT,
    RESOURCES,
    SELECT_TENANTS,
    TENANT_COLUMNS,
    chunks,
    row_id,
    tenant_row_of,
    tenant_values,
    to_json,
)
from cs_simulator.storage.errors import DamageError

Group = list[tuple[TenantRow, Changes]]
"""What is written together: each tenant's own row, and what of the tenant has changed."""
_Rows = dict[str, list[tuple[object, ...]]]
_Ids = dict[str, list[tuple[int]]]

_SELECT_TENANT = f"{SELECT_TENANTS} WHERE name = ?"
_COLUMNS = TENANT_COLUMNS[1:]
_PUT_TENANT = f"""
INSERT INTO tenant (id, {", ".join(_COLUMNS)}) VALUES (?, {", ".join("?" * len(_COLUMNS))})
ON CONFLICT (id) DO UPDATE SET {", ".join(f"{column} = excluded.{column}" for column in _COLUMNS)}
"""


def write(database: sqlite3.Connection, group: Group) -> None:
    """Write a group; what deletes most comes first, so that a name is free for its next owner."""
    rows: _Rows = {}
    dropped: _Ids = {}
    for tenant_row, changes in sorted(group, key=_order):
        if changes.clearing is not None:
            _clear(database, tenant_row.number, changes.clearing)
            if changes.clearing.deletes_tenant:
                continue
        _collect(tenant_row.number, changes, rows, dropped)
        database.execute(_PUT_TENANT, tenant_values(tenant_row))
        segments.append(database, tenant_row.number, changes.answered)
    for table, ids in dropped.items():
        database.executemany(f"DELETE FROM {table} WHERE id = ?", ids)
    for codec in ALL:
        for piece in chunks(rows.get(codec.table, [])):
            database.execute(codec.insert(len(piece)), list(chain.from_iterable(piece)))


def _order(part: tuple[TenantRow, Changes]) -> int:
    clearing = part[1].clearing
    return 2 if clearing is None else 1 - clearing.deletes_tenant


def settle(database: sqlite3.Connection, tenants: Sequence[Settled]) -> None:
    """Write where tenants stand."""
    for tenant in tenants:
        with suppress(DamageError):  # found again, and reported, when the tenant is loaded
            for row in database.execute(_SELECT_TENANT, (tenant.name,)).fetchall():
                database.execute(INSERT_TENANT, tenant_values(_settled(tenant_row_of(row), tenant)))


def _settled(row: TenantRow, tenant: Settled) -> TenantRow:
    counts = to_json({**orjson.loads(row.counts), "call": tenant.calls}).decode()
    return row._replace(
        now=tenant.now, now_allowed=tenant.now, calls_allowed=tenant.calls, counts=counts
    )


def _clear(database: sqlite3.Connection, tenant: int, clearing: Clearing) -> None:
    clearing.deleted.update(ranges.clear(database, tenant, clearing.keeps))
    if clearing.deletes_tenant:
        snapshots.drop_all(database, tenant)
        database.execute("DELETE FROM tenant WHERE id = ?", (tenant,))


def _collect(tenant: int, changes: Changes, rows: _Rows, dropped: _Ids) -> None:
    """Add a tenant's changes to the rows to insert and the ids to delete, by table."""
    for table, records in changes.records.items():
        codec = RESOURCES[table]
        into = rows.setdefault(table, [])
        for serial, record in records.items():
            if record is None:
                dropped.setdefault(table, []).append((row_id(tenant, serial),))
            else:
                into.append(codec.row(tenant, record))
    for entry in changes.entries:
        entry_codec = BY_ENTRY[type(entry)]
        rows.setdefault(entry_codec.table, []).append(entry_codec.row(tenant, entry))
