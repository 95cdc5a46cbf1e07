"""Snapshots: copies of everything that a tenant has, as ranges of the same tables.

A copy is the same statement for every table: the rows of one number become rows of another.
Functions take the connection that they run on; what one function does is part of one transaction.
"""

import sqlite3
from dataclasses import dataclass

import orjson

from cs_simulator.domain import by_name
from cs_simulator.domain.checking import check_named, from_json
from cs_simulator.domain.records import tables
from cs_simulator.storage import ranges, segments_ranges
from cs_simulator.storage.changes import TenantRow
from cs_simulator.storage.codec import ALL, SELECT_TENANTS, checksum, row_ids, tenant_row_of
from cs_simulator.storage.errors import DamageError, SnapshotGoneError

# Numbers of snapshots begin here, far above those of tenants: a row's id still fits 63 bits.
FIRST_NUMBER = 1 << 21

_NOBODY = 0
"""The tenant of snapshots that are not finished."""
_UNFINISHED = TenantRow(
    number=1, name="", origin="", seed=0, clock_mode="frozen", clock_rate=1.0, now=0, counts="{}"
)


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

    @property
    def alone(self) -> TenantRow:
        """The tenant's row in a file of its own."""
        return self.tenant_row._replace(number=1)


# ---- saving, finding, deleting


def save(database: sqlite3.Connection, tenant: int, name: str, taken: int) -> Snapshot:
    """Copy what a tenant has, in place of its snapshot of that name if there is one."""
    drop(database, tenant, name)
    [row] = database.execute(f"{SELECT_TENANTS} WHERE id = ?", (tenant,)).fetchall()
    number = _next_number(database)
    ranges.copy(database, tenant, number)
    return _put(database, number, tenant, name, taken, tenant_row_of(row))


def reserve(database: sqlite3.Connection, number: int = 0) -> int:
    """The number of a snapshot that is about to be made piece by piece; nobody sees it yet.

    A *number* that is given is that of a tenant to be made so.
    """
    number = number or _next_number(database)
    _put(database, number, _NOBODY, f"unfinished {number}", 0, _UNFINISHED)
    return number


def release(database: sqlite3.Connection, number: int) -> None:
    """Have the rows of a reserved number stay, whatever they become."""
    database.execute("DELETE FROM snapshot WHERE id = ?", (number,))


def finish(
    database: sqlite3.Connection,
    number: int,
    tenant: int,
    name: str,
    taken: int,
    tenant_row: TenantRow,
) -> Snapshot:
    """Show a snapshot that is whole, in place of the tenant's snapshot of that name."""
    drop(database, tenant, name)
    release(database, number)
    return _put(database, number, tenant, name, taken, tenant_row)


def abandon(database: sqlite3.Connection, number: int) -> None:
    """Delete what is not to be finished; what is finished meanwhile stays, a tenant too."""
    sql = "SELECT 1 FROM snapshot WHERE id = ? AND tenant = ?"
    if database.execute(sql, (number, _NOBODY)).fetchone():
        _delete(database, number)


def _delete(database: sqlite3.Connection, number: int) -> None:
    ranges.clear(database, number)
    release(database, number)


def abandon_all(database: sqlite3.Connection) -> None:
    """Delete what was not finished when the process ended."""
    sql = "SELECT id FROM snapshot WHERE tenant = ?"
    for (number,) in database.execute(sql, (_NOBODY,)).fetchall():
        abandon(database, number)


def check_there(database: sqlite3.Connection, snapshot: Snapshot) -> None:
    """Raise :class:`SnapshotGoneError` if a snapshot was deleted or replaced since it was found.

    The number of one that was deleted is given to another, of whatever tenant.
    """
    sql = "SELECT name, taken, tenant_row FROM snapshot WHERE id = ?"
    row = database.execute(sql, (snapshot.number,)).fetchone()
    known = (snapshot.name, snapshot.taken)
    if row is None or row[:2] != known or _saved(*row)[0] != snapshot.tenant_row:
        cause = "it was deleted, or saved again, in the meantime"
        raise SnapshotGoneError(cause, subject=f"the snapshot {snapshot.name!r}")


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


def names(database: sqlite3.Connection, tenant: int) -> list[str]:
    """The names of the tenant's snapshots."""
    found = database.execute("SELECT name FROM snapshot WHERE tenant = ?", (tenant,)).fetchall()
    return [name for (name,) in found]


def drop(database: sqlite3.Connection, tenant: int, name: str) -> bool:
    """Delete the tenant's snapshot of that name; returns whether there was one."""
    row = database.execute(
        "SELECT id FROM snapshot WHERE tenant = ? AND name = ?", (tenant, name)
    ).fetchone()
    if row is None:
        return False
    _delete(database, row[0])
    return True


def drop_all(database: sqlite3.Connection, tenant: int) -> None:
    """Delete every snapshot of a tenant."""
    for (name,) in database.execute(
        "SELECT name FROM snapshot WHERE tenant = ?", (tenant,)
    ).fetchall():
        drop(database, tenant, name)


# ---- loading


def load(
    database: sqlite3.Connection, snapshot: Snapshot, number: int, name: str, expires: int
) -> None:
    """Replace everything of the tenant of that number and name by what the snapshot holds.

    It is deleted at the real instant *expires*, whatever the snapshot says. Raises
    :class:`SnapshotGoneError`.
    """
    check_there(database, snapshot)
    ranges.clear(database, number)
    ranges.copy(database, snapshot.number, number)
    own = snapshot.tenant_row._replace(number=number, name=name, expires=expires)
    ranges.put_tenant(database, own)


# ---- what is known of one


def _put(
    database: sqlite3.Connection,
    number: int,
    tenant: int,
    name: str,
    taken: int,
    tenant_row: TenantRow,
) -> Snapshot:
    row = tenant_row.copied()._asdict()
    rows = count(database, number)
    about = {**row, "rows": rows, "checksum": checksum(taken, (name, row, rows))}
    text = orjson.dumps(about).decode()
    database.execute(
        "INSERT INTO snapshot (id, tenant, name, taken, tenant_row) VALUES (?, ?, ?, ?, ?)",
        (number, tenant, name, taken, text),
    )
    return _read(database, number, name, taken, text)


def _read(database: sqlite3.Connection, number: int, name: str, taken: int, text: str) -> Snapshot:
    """The snapshot of that row; raises :class:`DamageError` if it is not as it was saved."""
    tenant_row, known = _saved(name, taken, text)
    rows = count(database, number)
    for table in sorted(rows.keys() & known.keys()):
        if rows[table] != known[table]:
            raise _damage(name, f"it has {rows[table]} rows of {known[table]} in {table}")
    return Snapshot(number=number, name=name, taken=taken, tenant_row=tenant_row, rows=rows)


def _saved(name: str, taken: int, text: str) -> tuple[TenantRow, dict[str, int]]:
    """The tenant's own row that a snapshot has, and how many rows it had in each table.

    Raises :class:`DamageError` if that, the name or the time is not as it was saved.
    """
    try:
        row = from_json(text)
        check_named(TenantRow, row)
        written, rows = row.pop("checksum", 0), row.pop("rows", {})
        tenant_row = by_name.build(TenantRow, row)
    except (ValueError, TypeError) as problem:
        raise _damage(name, str(problem)) from None
    if written and written != checksum(taken, (name, row, rows)):
        raise _damage(name, "its checksum does not fit: it was changed, or damaged, outside")
    return tenant_row, rows


def _damage(name: str, problem: str) -> DamageError:
    return DamageError(f"the snapshot {name!r}: {problem}; delete it")


def count(database: sqlite3.Connection, number: int) -> dict[str, int]:
    """How many records of that number, a tenant's or a snapshot's, each table has."""
    sql = "SELECT count(*) FROM {} WHERE id BETWEEN ? AND ?"
    found = {
        codec.table: database.execute(sql.format(codec.table), row_ids(number)).fetchone()[0]
        for codec in ALL
    }
    found[tables.CALL.name] += segments_ranges.totals(database, number).calls
    return found


def _next_number(database: sqlite3.Connection) -> int:
    [(last,)] = database.execute("SELECT max(id) FROM snapshot").fetchall()
    return max(last or 0, FIRST_NUMBER) + 1
