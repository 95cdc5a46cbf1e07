"""Reading the file of a snapshot without keeping anybody waiting: on a thread, and to its end."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Self, TypeVar

from cs_simulator.domain.records import CallEntry
from cs_simulator.storage.loading import StoredTenant
from cs_simulator.storage.snapshot_file import SnapshotFile, WorkBudget, opened

T = TypeVar("T")


class SnapshotReader:
    """An open snapshot file, and what runs work on it, one piece after the other.

    Whoever is cancelled while a piece runs waits until it has ended, which it does at once.
    """

    def __init__(self, path: str) -> None:
        self._budget = WorkBudget()
        self._path = path
        self.content: SnapshotFile

    async def __aenter__(self) -> Self:
        self.content = await self.run(partial(opened, self._path, self._budget))
        return self

    async def __aexit__(self, *problem: object) -> None:
        self._budget.is_given_up.set()
        self.content.close()

    async def run(self, work: Callable[[], T]) -> T:
        """The result of some work, which is done on a thread."""
        working = asyncio.ensure_future(asyncio.to_thread(work))
        try:
            return await asyncio.shield(working)
        except asyncio.CancelledError:
            self._budget.is_given_up.set()
            await asyncio.wait([working])
            if not working.cancelled():
                working.exception()  # retrieved: asyncio would warn, since nobody waits for it
            raise


async def read_file(path: str) -> tuple[StoredTenant, list[CallEntry]]:
    """The tenant of a snapshot's file, with its calls; raises :class:`StorageError`."""
    async with SnapshotReader(path) as file:
        stored = await file.run(file.content.check)
        number = stored.tenant_row.number
        return stored, await file.run(partial(file.content.calls, number))
