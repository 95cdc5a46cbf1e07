"""The store: tenants loaded and written, their snapshots, and their history.

Everything of a tenant is a range of rows in each table, by the tenant's number; a snapshot is the
same under a number of its own.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from cs_simulator.domain.records import Record, tables
from cs_simulator.storage import snapshots, writer
from cs_simulator.storage.changes import Settled, TenantRow
from cs_simulator.storage.codec import RESOURCES, row_ids
from cs_simulator.storage.database import Database
from cs_simulator.storage.errors import DamageError, StorageError
from cs_simulator.storage.file import Durability
from cs_simulator.storage.history import History
from cs_simulator.storage.snapshots import Snapshot
from cs_simulator.storage.writer import Group

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTenant:
    """A tenant as the database has it."""

    tenant_row: TenantRow
    records: dict[str, list[Record]]
    """By table, in the order of their serials."""


class Store:
    """The tenants of one database. Open it with :meth:`open`; close it with :meth:`close`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.history = History(database)

    @classmethod
    async def open(cls, path: str, durability: Durability = "normal") -> "Store":
        """Open the file, making or migrating it; raises :class:`StorageError`.

        A file that is not ours, or that a newer version wrote, is left untouched.
        """
        return cls(await Database.open(path, durability))

    async def close(self) -> None:
        """Close the file; a file that was closed is a single one, without its companions."""
        await self._database.close()

    def report_failures(self, report: Callable[[StorageError], None]) -> None:
        """Have *report* called with each failure of the database itself."""
        self._database.on_failure = report

    async def check(self, within: float) -> None:
        """Raise :class:`StorageError` unless the database answers within that many seconds."""
        await self._database.check(within)

    async def probe(self) -> None:
        """Raise :class:`StorageError` unless the database can be written."""
        await self._database.probe()

    async def write(self, group: Group) -> None:
        """Commit the group: all of it, or nothing and :class:`StorageError`."""
        await self._database.do(lambda connection: writer.write(connection, group))

    async def settle(self, tenants: Sequence[Settled]) -> None:
        """Note where tenants stand of which nothing else has changed since they were written."""
        await self._database.do(lambda connection: writer.settle(connection, tenants))

    async def load(self, name: str) -> StoredTenant | None:
        """The tenant of that name with all its records, or ``None``."""
        columns = ", ".join(("id", *TenantRow._fields[1:]))
        rows = await self._database.rows(f"SELECT {columns} FROM tenant WHERE name = ?", name)
        if not rows:
            return None
        tenant_row = TenantRow._make(rows[0])
        ids = row_ids(tenant_row.number)
        try:
            records = {
                table: [codec.decode(row) for row in await self._database.rows(codec.select, *ids)]
                for table, codec in RESOURCES.items()
            }
        except ValueError as problem:
            raise DamageError(str(problem)) from problem
        return StoredTenant(tenant_row=tenant_row, records=records)

    async def spec(self, name: str) -> str:
        """What the tenant of that name was made with, as it is in its row; empty without one."""
        rows = await self._database.rows("SELECT spec FROM tenant WHERE name = ?", name)
        return str(rows[0][0]) if rows else ""

    async def tenants(self) -> list[tuple[int, str, int]]:
        """Number, name and expiry of every tenant."""
        return await self._database.rows("SELECT id, name, expires FROM tenant ORDER BY id")

    async def tenants_with_steps(self) -> list[str]:
        """The names of the tenants for which something is under way."""
        is_there = "EXISTS (SELECT 1 FROM {0} WHERE {0}.id BETWEEN {1} AND {2})"
        first, last = "tenant.id << 40", "(tenant.id + 1 << 40) - 1"
        conditions = [
            is_there.format(table.name, first, last)
            for table in (tables.STEP, tables.SCHEDULED_ACTION)
        ]
        rows = await self._database.rows(f"SELECT name FROM tenant WHERE {' OR '.join(conditions)}")
        return [name for (name,) in rows]

    # ---- snapshots

    async def save_snapshot(self, tenant: int, name: str, taken: int) -> Snapshot:
        """Copy what is committed of a tenant."""
        return await self._do(snapshots.save, tenant, name, taken)

    async def snapshots_of(self, tenant: int) -> list[Snapshot]:
        """The tenant's snapshots, in the order in which they were taken."""
        return await self._read(snapshots.of_tenant, tenant)

    async def find_snapshot(self, tenant: int, name: str) -> Snapshot | None:
        """The tenant's snapshot of that name."""
        return await self._read(snapshots.find, tenant, name)

    async def drop_snapshot(self, tenant: int, name: str) -> bool:
        """Delete a snapshot; returns whether there was one."""
        return await self._do(snapshots.drop, tenant, name)

    async def load_snapshot(
        self, snapshot: Snapshot, number: int, name: str, expires: int = 0
    ) -> None:
        """Make the tenant of that number and name what the snapshot holds; its end is *expires*."""
        await self._do(snapshots.load, snapshot, number, name, expires)

    async def compare_snapshots(self, before: Snapshot, after: Snapshot) -> snapshots.Differences:
        """The records that differ between two snapshots, by table."""
        return await self._read(snapshots.compare, before, after)

    async def export_snapshot(self, snapshot: Snapshot, path: str) -> None:
        """Write a snapshot as a file of its own, which holds one tenant."""
        rows = await self._read(snapshots.rows_of, snapshot.number)

        def fill(connection: sqlite3.Connection) -> None:
            snapshots.insert(connection, 1, rows)
            snapshots.put_tenant(connection, snapshot.tenant_row._replace(number=1))

        other = await Database.open(path)
        try:
            await other.do(fill)
        finally:
            await other.close()

    async def import_snapshot(self, path: str, tenant: int, name: str, taken: int) -> Snapshot:
        """Make a snapshot of the one tenant of a file; raises :class:`StorageError`."""
        database = await Database.open(path)
        try:
            await database.check_whole()
            stored = await Store(database).only_tenant(path)
            rows = await database.do(
                lambda connection: snapshots.rows_of(connection, stored.tenant_row.number)
            )
        finally:
            await database.close()
        return await self._do(snapshots.put, tenant, name, taken, stored.tenant_row, rows)

    async def only_tenant(self, path: str) -> StoredTenant:
        """The one tenant of a file of one; raises :class:`StorageError` about any other number."""
        names = [name for _, name, _ in await self.tenants()]
        stored = await self.load(names[0]) if len(names) == 1 else None
        if stored is None:
            raise StorageError(
                f"it holds {len(names)} tenants, and a snapshot holds one", subject=path
            )
        return stored

    async def _do(
        self,
        work: Callable[Concatenate[sqlite3.Connection, P], T],
        *arguments: P.args,
        **options: P.kwargs,
    ) -> T:
        return await self._database.do(lambda connection: work(connection, *arguments, **options))

    async def _read(
        self,
        work: Callable[Concatenate[sqlite3.Connection, P], T],
        *arguments: P.args,
        **options: P.kwargs,
    ) -> T:
        return await self._database.read(lambda connection: work(connection, *arguments, **options))
