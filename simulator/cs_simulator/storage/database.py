"""An open database: work that is done on it, one piece after the other.

aiosqlite runs each of its calls on a thread of its own, and going there and back is what costs. So
a piece of work is staged here, and one call of its ``commit()`` does all of it there::

    event loop:  Database.do(work) -> staged = work -> await commit()         -> outcome
    thread:                                            BEGIN  work()  COMMIT
"""

import asyncio
import sqlite3
from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from cs_simulator.storage.errors import StorageError, explained
from cs_simulator.storage.file import MEMORY, Durability, prepare, refuse_unusable

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], Any]


class StagedConnection(sqlite3.Connection):
    """A connection whose ``commit`` does the staged work in one transaction, if there is some."""

    staged: Work | None = None
    outcome: Any = None
    """What the staged work returned."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.create_function("matches", 2, fnmatchcase, deterministic=True)

    def commit(self) -> None:
        """Do the staged work: all of it, or nothing."""
        work, self.staged = self.staged, None
        if work is None:
            super().commit()
            return
        try:
            # The COMMIT is inside: one that fails must not leave its transaction open.
            self.execute("BEGIN IMMEDIATE")
            self.outcome = work(self)
            self.execute("COMMIT")
        except BaseException:
            if self.in_transaction:
                self.execute("ROLLBACK")
            raise


class Database:
    """One open SQLite file, which belongs to this process until :meth:`close`."""

    def __init__(self, connection: aiosqlite.Connection, staging: StagedConnection) -> None:
        self._connection = connection
        self._staging = staging
        self._one_at_a_time = asyncio.Lock()

    @classmethod
    async def open(cls, path: str, durability: Durability = "normal") -> "Database":
        """Open the file, making or migrating it; raises :class:`StorageError`.

        A file that is not ours, or that a newer version wrote, is left untouched.
        """
        if path != MEMORY:
            refuse_unusable(Path(path))
        made: list[StagedConnection] = []

        def connect(*args: Any, **kwargs: Any) -> StagedConnection:
            made.append(StagedConnection(*args, **kwargs))
            return made[0]

        with explained(path):
            connection = await aiosqlite.connect(
                path, isolation_level=None, timeout=0.2, factory=connect, cached_statements=256
            )
        try:
            with explained(path):
                await prepare(connection, path, durability)
        except BaseException:
            await connection.close()
            raise
        return cls(connection, made[0])

    async def close(self) -> None:
        """Close the file; a file that was closed is a single one, without its companions."""
        await self._connection.close()

    async def do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do some work on the connection in one transaction: all of it, or nothing."""
        async with self._one_at_a_time:
            self._staging.staged = work
            with explained():
                await self._connection.commit()
            outcome: T = self._staging.outcome
            return outcome

    async def rows(self, sql: str, *values: object) -> list[Any]:
        """The rows of one SELECT."""
        with explained():
            return list(await self._connection.execute_fetchall(sql, values))

    async def check(self) -> None:
        """Raise :class:`StorageError` unless the database answers."""
        await self.rows("SELECT 1")

    async def check_whole(self) -> None:
        """Raise :class:`StorageError` if the file is damaged anywhere."""
        [(verdict,), *_] = await self.rows("PRAGMA quick_check")
        if verdict != "ok":
            raise StorageError(f"it is damaged: {verdict}")
