"""Tenants that move between two stores: what is noted of them, and the file in which they go.

The file is a database of its own with one tenant, its snapshots, and the note that it is leaving.

Of a tenant that is leaving, or that is not there yet, nothing is in the log of commits: it is
folded when it leaves. So the log need not be folded for each of the many pieces in which its rows
go, which would keep it closed for minutes while other tenants write much.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial

from cs_simulator.storage import moves, ranges, snapshots, transfer
from cs_simulator.storage.changes import TenantRow
from cs_simulator.storage.database import Database
from cs_simulator.storage.errors import DamageError, SnapshotGoneError
from cs_simulator.storage.loading import StoredTenant
from cs_simulator.storage.moves import Move, Outcome
from cs_simulator.storage.snapshot_reader import SnapshotReader
from cs_simulator.storage.snapshots import FIRST_NUMBER, Snapshot

_GONE = "its move was canceled in the meantime"


@dataclass(frozen=True, slots=True)
class Moved:
    """What a file has: an open file with one tenant, all of which is valid."""

    path: str
    file: SnapshotReader
    tenant: StoredTenant
    snapshots: tuple[Snapshot, ...]
    move: Move


class Moving:
    """The moves of the tenants of one database. A tenant is given by its number."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def known(self) -> list[Move]:
        """Everything that is noted, of all tenants."""
        return await self._database.read(moves.known, folds=False)

    async def leave(self, number: int, move: Move) -> Move:
        """Note that a tenant is leaving, all of which is committed; returns what is noted."""
        return await self._database.do(partial(moves.leave, number=number, move=move))

    async def end(self, number: int, move: Move) -> None:
        """Delete a tenant, and note that it has left: both, or neither."""
        await self._database.do(partial(moves.end, number=number, move=move), folds=False)

    async def put(self, move: Move) -> None:
        """Note a move."""
        await self._database.do(partial(moves.put, move=move), folds=False)

    async def withdraw(self, move: Move) -> None:
        """Note that a tenant must not come by the move that is ``withdrawn``."""
        await self._database.do(partial(moves.withdraw, move=move), folds=False)

    async def outcome(self, move_id: str) -> Outcome | None:
        """How a move to here has ended; ``None`` for one that has not."""
        read = partial(moves.outcome, move_id=move_id)
        return await self._database.read(read, folds=False)

    async def forget(self, name: str) -> None:
        """Note nothing of that name any more."""
        await self._database.do(partial(moves.forget, name=name), folds=False)

    # ---- files

    async def export(self, number: int, move: Move, path: str) -> None:
        """Write a tenant that is leaving as a file of its own.

        Raises :class:`SnapshotGoneError` if it is not leaving by this move any more.
        """
        tenant_row, saved = await self._database.read(partial(_parts, number=number), folds=False)
        other = await Database.open(path)
        try:
            await other.do(partial(ranges.put_tenant, tenant_row=tenant_row._replace(number=1)))
            await transfer.write_rows(self._database, number, other, 1)
            for own, snapshot in enumerate(saved, FIRST_NUMBER + 1):
                await transfer.write_rows(self._database, snapshot.number, other, own)
                put = partial(snapshots.finish, number=own, tenant=1, name=snapshot.name)
                await other.do(partial(put, taken=snapshot.taken, tenant_row=snapshot.tenant_row))
            await other.do(partial(moves.put, move=move))
            if move not in await self.known():
                raise SnapshotGoneError(_GONE, subject=f"the tenant {move.name!r}")
        finally:
            await other.close()

    @asynccontextmanager
    async def opened(self, path: str) -> AsyncIterator[Moved]:
        """What the file of a move has, all of it checked, while the block runs.

        Raises :class:`StorageError` about the file where it is no such file.
        """
        async with SnapshotReader(path) as file:
            tenant = await file.run(file.content.check)
            move = await file.run(partial(file.content.ask, moves.only))
            if move is None or move.damage or move.state != "leaving":
                damage = move.damage if move else ""
                cause = f"it does not say which move it is of{damage and f': {damage}'}"
                raise DamageError(cause, subject=path)
            if not moves.MOVE_ID.fullmatch(move.move):
                raise DamageError(f"there is no move {move.move!r}", subject=path)
            if move.name != tenant.tenant_row.name:
                cause = f"it is of the tenant {tenant.tenant_row.name!r}, and not of {move.name!r}"
                raise DamageError(cause, subject=path)
            of_tenant = partial(snapshots.of_tenant, tenant=tenant.tenant_row.number)
            saved = await file.run(partial(file.content.ask, of_tenant))
            yield Moved(path, file, tenant, tuple(saved), move)

    async def arrive(
        self, moved: Moved, number: int, move: Move, accept: Callable[[StoredTenant], object]
    ) -> Move:
        """Make what a file has the tenant of that number, with its snapshots, and note it.

        Until all of it is there, nothing of it is. Raises :class:`StorageError` about the file
        where something of it is not valid, and what *accept* raises for the tenant or for what one
        of its snapshots holds. Returns what is noted.
        """
        await moved.file.run(partial(accept, moved.tenant))
        for snapshot in moved.snapshots:
            await moved.file.run(partial(_accept, moved, snapshot, accept))
        reserved: list[int] = []
        try:
            reserve = partial(snapshots.reserve, number=number)
            reserved.append(await self._database.do(reserve, folds=False))
            await self._take(moved, moved.tenant.tenant_row.number, number)
            for snapshot in moved.snapshots:
                reserved.append(await self._database.do(snapshots.reserve, folds=False))
                await self._take(moved, snapshot.number, reserved[-1])
            saved = tuple(zip(reserved[1:], moved.snapshots, strict=True))
            tenant_row = moved.tenant.tenant_row
            last = partial(
                moves.arrive, number=number, tenant_row=tenant_row, saved=saved, move=move
            )
            return await self._to_its_end(partial(last, wanted=moved.move.amount, path=moved.path))
        except BaseException:
            await asyncio.shield(self._abandon(reserved))
            raise

    async def _to_its_end(self, work: Callable[[sqlite3.Connection], Move]) -> Move:
        """Do some work, and wait for its outcome even if this is canceled: it may be committed."""
        doing = asyncio.ensure_future(self._database.do(work, folds=False))
        with suppress(asyncio.CancelledError):
            await asyncio.shield(doing)
        return await doing

    async def _take(self, moved: Moved, theirs: int, ours: int) -> None:
        await transfer.read_rows(moved.file, theirs, self._database, ours)

    async def _abandon(self, reserved: list[int]) -> None:
        for number in reserved:
            await self._database.do(partial(snapshots.abandon, number=number), folds=False)


def _accept(moved: Moved, snapshot: Snapshot, accept: Callable[[StoredTenant], object]) -> None:
    accept(moved.file.content.check_rows(snapshot.tenant_row, snapshot.number))


def _parts(database: sqlite3.Connection, number: int) -> tuple[TenantRow, list[Snapshot]]:
    return moves.tenant_of(database, number), snapshots.of_tenant(database, number)
