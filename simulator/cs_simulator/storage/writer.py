"""Writing the changes of many tenants at once: what calls have changed becomes rows.

All functions are part of a transaction on the connection that they take.
"""

import sqlite3
from collections.abc import Sequence
from itertools import chain

from cs_simulator.storage import snapshots
from cs_simulator.storage.changes import Changes, Clearing, Settled, TenantRow
from cs_simulator.storage.codec import ALL, BY_ENTRY, RESOURCES, chunks, row_id

Group = list[tuple[TenantRow, Changes]]
"""What is written together: each tenant's own row, and what of the tenant has changed."""
_Rows = dict[str, list[tuple[object, ...]]]
_Ids = dict[str, list[tuple[int]]]

_COLUMNS = TenantRow._fields[1:]
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
        database.execute(_PUT_TENANT, tenant_row)
    for table, ids in dropped.items():
        database.executemany(f"DELETE FROM {table} WHERE id = ?", ids)
    for codec in ALL:
        for piece in chunks(rows.get(codec.table, [])):
            database.execute(codec.insert(len(piece)), list(chain.from_iterable(piece)))


def _order(part: tuple[TenantRow, Changes]) -> int:
    clearing = part[1].clearing
    return 2 if clearing is None else 1 - clearing.deletes_tenant


_SETTLE = """
UPDATE tenant SET now = :now, now_allowed = :now, calls_allowed = :calls,
counts = json_set(counts, '$.call', :calls) WHERE name = :name
"""


def settle(database: sqlite3.Connection, tenants: Sequence[Settled]) -> None:
    """Write where tenants stand."""
    database.executemany(_SETTLE, [tenant._asdict() for tenant in tenants])


def _clear(database: sqlite3.Connection, tenant: int, clearing: Clearing) -> None:
    clearing.deleted.update(snapshots.clear(database, tenant, clearing.keeps))
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
    for entry in chain(changes.entries, changes.answered):
        entry_codec = BY_ENTRY[type(entry)]
        rows.setdefault(entry_codec.table, []).append(entry_codec.row(tenant, entry))
