"""An open database: work that is done on it, one piece after the other.

aiosqlite runs each of its calls on a thread of its own, and going there and back is what costs. So
a piece of work is staged here, and one call of its ``commit()`` does all of it there::

    event loop:  Database.do(work) -> staged += work -> await commit()         -> outcome
    thread:                                             BEGIN  work()  COMMIT

Each ``commit()`` does the piece that was staged first and is not done yet. So a caller that gives
up takes no other's work with it.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from cs_simulator.storage import folding
from cs_simulator.storage.errors import StorageError, concerns_all, explained
from cs_simulator.storage.file import (
    MEMORY,
    Durability,
    refuse_unusable,
)
from cs_simulator.storage.identity import FileIdentity
from cs_simulator.storage.staging import Staged, StagedConnection

T = TypeVar("T")
# What a probe writes: more than most groups are, so that they fit where the probe does.
_PROBE_BYTES = 256 * 1024


class Database:
    """One open SQLite file, which belongs to this process until :meth:`close`."""

    def __init__(
        self, connection: aiosqlite.Connection, staging: StagedConnection, path: str
    ) -> None:
        self._connection = connection
        self._staging = staging
        self._is_closed = False
        self.is_in_memory = path == MEMORY
        self.on_failure: Callable[[StorageError], None] = _ignore
        """Called if some work fails because of the database itself."""
        self.mended = ""
        """What was damaged in the file when it was opened, and is whole now."""
        if not self.is_in_memory:
            identity = FileIdentity(path)
            staging.check_file, staging.note_file = identity.check, identity.note

    @classmethod
    async def open(
        cls,
        path: str,
        durability: Durability = "normal",
        connection_class: type[StagedConnection] = StagedConnection,
    ) -> "Database":
        """Open the file, making or migrating it; raises :class:`StorageError`.

        A file that is not ours, or that a newer version wrote, is left untouched.
        """
        if path != MEMORY:
            refuse_unusable(Path(path))
        made: list[StagedConnection] = []

        def connect(*args: Any, **kwargs: Any) -> StagedConnection:
            made.append(connection_class(*args, **kwargs))
            return made[0]

        with explained(path):
            connection = await aiosqlite.connect(
                path, isolation_level=None, timeout=0.2, factory=connect, cached_statements=256
            )
        try:
            with explained(path):
                begun = Staged(lambda opened: opened.begin(path, durability), is_alone=True)
                made[0].staged.append(begun)
                await connection.commit()
            opened = cls(connection, made[0], path)
        except BaseException:
            await connection.close()
            raise
        opened.mended = begun.outcome
        return opened

    async def close(self) -> None:
        """Close the file; a file that was closed is a single one, without its companions."""
        self._is_closed = True
        await self._connection.close()

    async def do(self, work: Callable[[StagedConnection], T], *, folds: bool = True) -> T:
        """Do some work on the connection in one transaction: all of it, or nothing.

        The log is folded first, unless the work does not look at the tables.
        """
        try:
            outcome: T = await self._run(Staged(work, folds=folds))
        except StorageError as problem:
            if concerns_all(problem):
                self.on_failure(problem)
            raise
        return outcome

    async def read(self, work: Callable[[StagedConnection], T], *, folds: bool = True) -> T:
        """Do some work that only reads, all of it at one moment; the log is folded as by `do`."""
        outcome: T = await self._run(Staged(work, only_reads=True, folds=folds))
        return outcome

    async def _run(self, piece: Staged) -> Any:
        self._refuse_closed()
        self._staging.staged.append(piece)
        with explained():
            await self._connection.commit()
        return piece.outcome

    async def rows(self, sql: str, *values: object) -> list[Any]:
        """The rows of one SELECT."""
        return await self.read(lambda connection: connection.execute(sql, values).fetchall())

    @property
    def unfolded(self) -> int:
        """How many bytes the log of commits has that are not in the tables yet."""
        return self._staging.unfolded

    async def fold(self, most: float = folding.PIECE) -> None:
        """Put the oldest *most* bytes of the log into the tables, for which nobody waits."""
        await self.do(lambda connection: connection.fold(most), folds=False)

    async def check(self, within: float) -> None:
        """Raise :class:`StorageError` unless the database answers within that many seconds."""
        try:
            async with asyncio.timeout(within):
                await self.read(self._check, folds=False)
        except TimeoutError:
            raise StorageError(f"it has not answered for {within:g} seconds") from None

    def _check(self, connection: sqlite3.Connection) -> None:
        """Look at the file and at the database, which may both take long."""
        self._staging.check_file()
        connection.execute("SELECT 1")

    async def probe(self) -> None:
        """Raise :class:`StorageError` unless the file takes what a large group would need."""
        await self.do(_probe, folds=False)

    def _refuse_closed(self) -> None:
        if self._is_closed:
            raise StorageError("it is closed")


def _ignore(_: StorageError) -> None:
    """Do nothing: who opened the database asks for nothing else."""


def _probe(database: sqlite3.Connection) -> None:
    """Have SQLite write much to its log, and take it back: nothing changes, but room must be there.

    With a small cache the pages are written before the end of the transaction.
    """
    [(size,)] = database.execute("PRAGMA cache_size").fetchall()
    [(version,)] = database.execute("PRAGMA user_version").fetchall()
    database.execute("PRAGMA cache_size = 8")
    try:
        database.execute("SAVEPOINT probe")
        database.execute("CREATE TABLE probe (content BLOB)")
        database.execute("INSERT INTO probe VALUES (zeroblob(?))", (_PROBE_BYTES,))
        database.execute("ROLLBACK TO probe")
        database.execute("RELEASE probe")
        database.execute(f"PRAGMA user_version = {version}")  # a change, for COMMIT to write
    finally:
        database.execute(f"PRAGMA cache_size = {size}")
