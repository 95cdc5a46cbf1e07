"""The store: tenants loaded and written, their snapshots, and their history.

Everything of a tenant is a range of rows in each table, by the tenant's number; a snapshot is the
same under a number of its own.
"""

import asyncio
import math
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from cs_simulator.storage import (
    comparison,
    loading,
    ranges,
    snapshots,
    transfer,
    writer,
)
from cs_simulator.storage.changes import Settled
from cs_simulator.storage.comparison import Differences
from cs_simulator.storage.damage import DamagedRows
from cs_simulator.storage.database import Database
from cs_simulator.storage.errors import StorageError
from cs_simulator.storage.file import Durability
from cs_simulator.storage.history import History
from cs_simulator.storage.loading import KnownTenant, StoredTenant
from cs_simulator.storage.moving import Moving
from cs_simulator.storage.snapshot_reader import SnapshotReader
from cs_simulator.storage.snapshots import Snapshot
from cs_simulator.storage.writer import Group

# At the end: real seconds that folding may take, and how many bytes are folded at once.
LAST_FOLDING = 3.0
AT_THE_END = 2 * 1024 * 1024

P = ParamSpec("P")
T = TypeVar("T")


class Store:
    """The tenants of one database. Open it with :meth:`open`; close it with :meth:`close`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.history = History(database)
        self.moving = Moving(database)

    @classmethod
    async def open(cls, path: str, durability: Durability = "normal") -> "Store":
        """Open the file, making or migrating it; raises :class:`StorageError`.

        A file that is not ours, or that a newer version wrote, is left untouched.
        """
        store = cls(await Database.open(path, durability))
        await store._fold_all()  # if the process before was killed
        await store._database.do(snapshots.abandon_all, folds=False)
        return store

    @property
    def mended(self) -> str:
        """What was damaged in the file when it was opened, and is whole now."""
        return self._database.mended

    async def close(self, *, folds: bool = True) -> None:
        """Close the file; a file that was closed is a single one, without its companions.

        Everything is in its tables then, unless that cannot be written or is not to be *folded*: it
        is still logged.
        """
        if folds:
            await self.fold_rest(math.inf)
        await self._database.close()

    async def fold_rest(self, within: float = LAST_FOLDING) -> None:
        """Put what is logged into the tables at the end, as much as so many real seconds allow.

        The next start does the rest, as after a `kill -9`: a machine that is busy with other work
        must not keep the process from its end. Of a database in memory nothing is kept, nor folded.
        """
        if self._database.is_in_memory:
            return
        with suppress(StorageError, TimeoutError):
            async with asyncio.timeout(within if within < math.inf else None):
                while self.is_behind:
                    await self._database.fold(AT_THE_END)

    async def _fold_all(self) -> None:
        """Put everything that is logged into the tables, at once: nobody else waits."""
        if self.is_behind:
            with suppress(StorageError):  # a disk that takes nothing keeps nobody from reading
                await self._database.do(lambda _: None)

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
        """Commit the group: all of it, or nothing and :class:`StorageError`.

        Mostly it is logged, and the tables are behind until it is folded into them.
        """
        await self._database.do(
            lambda connection: connection.note_logged(*writer.write(connection, group)),
            folds=writer.needs_tables(group),
        )

    async def fold(self) -> None:
        """Put a piece of what is logged into the tables."""
        await self._database.fold()

    @property
    def is_behind(self) -> bool:
        """Whether something is logged that is not in the tables yet."""
        return self._database.unfolded > 0

    async def settle(self, tenants: Sequence[Settled]) -> None:
        """Note where tenants stand of which nothing else has changed since they were written."""
        await self._database.do(lambda connection: writer.settle(connection, tenants))

    async def load(self, name: str) -> StoredTenant | None:
        """The tenant of that name with all its records, or ``None``.

        Raises :class:`DamageError` if something of it is not as it was written.
        """
        return await self._read(loading.load, name)

    async def spec(self, name: str) -> str:
        """What the tenant of that name was made with, as it is in its row; empty without one."""
        sql = "SELECT CAST(spec AS BLOB) FROM tenant WHERE name = ?"
        rows = await self._database.rows(sql, name)
        return rows[0][0].decode("utf-8", "replace") if rows else ""

    async def tenants(self) -> list[KnownTenant]:
        """What is known of every tenant before it is loaded."""
        return await self._read(loading.known)

    async def damaged(self) -> list[DamagedRows]:
        """All rows that are not as they were written, by number, if the file is not large."""
        return await self._read(loading.damaged)

    async def tenants_with_steps(self) -> list[str]:
        """The names of the tenants for which something is under way."""
        return await self._read(loading.with_steps)

    # ---- snapshots

    async def snapshot_names(self, tenant: int) -> list[str]:
        """The names of the tenant's snapshots."""
        return await self._read(snapshots.names, tenant)

    async def size(self, tenant: int) -> int:
        """About how many bytes the rows of a tenant have."""
        return await self._read(ranges.size, tenant)

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

    async def compare_snapshots(self, before: Snapshot, after: Snapshot | int) -> Differences:
        """The records that differ, by table; a tenant's number stands for what it has now."""
        return await self._read(comparison.compare, before, after)

    async def stored_snapshot(self, snapshot: Snapshot) -> StoredTenant:
        """The tenant that a snapshot holds; raises :class:`DamageError`."""

        def load(database: sqlite3.Connection) -> StoredTenant:
            snapshots.check_there(database, snapshot)
            row, number = snapshot.tenant_row, snapshot.number
            return loading.stored_tenant(database, row, number, is_proven=True)

        return await self._read(load)

    async def export_snapshot(self, snapshot: Snapshot, path: str) -> None:
        """Write a snapshot as a file of its own, which holds one tenant, piece by piece."""
        other = await Database.open(path)
        try:
            await other.do(partial(ranges.put_tenant, tenant_row=snapshot.alone))
            await transfer.write_rows(self._database, snapshot.number, other, 1)
            await self._read(snapshots.check_there, snapshot)
        finally:
            await other.close()

    async def import_snapshot(
        self,
        path: str,
        tenant: int,
        name: str,
        taken: int,
        accept: Callable[[StoredTenant], object],
    ) -> Snapshot:
        """Make a snapshot of the one tenant of a file.

        Raises :class:`StorageError` for a file that is no valid snapshot, and what *accept* raises
        for the tenant that it holds. Until all of it is there, nothing of it is.
        """
        async with SnapshotReader(path) as file:
            stored = await file.run(file.content.check)
            await file.run(partial(accept, stored))
            number = await self._do(snapshots.reserve)
            try:
                await transfer.read_rows(file, stored.tenant_row.number, self._database, number)
                return await self._do(
                    snapshots.finish, number, tenant, name, taken, stored.tenant_row
                )
            except BaseException:
                await asyncio.shield(self._do(snapshots.abandon, number))
                raise

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
