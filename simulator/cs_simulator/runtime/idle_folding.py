"""Folding what is logged into the tables while there is nothing else for the store to do.

It is done in pieces, so that a commit that comes meanwhile waits for one of them at most.
"""

import asyncio

from cs_simulator.runtime.supervision import PAUSE, Supervision
from cs_simulator.storage.errors import StorageError
from cs_simulator.storage.store import Store

# How long, in real seconds, nothing must have been committed.
IDLE = 0.1


class IdleFolding:
    """Folds once there was no commit for a moment. What fails is tried again."""

    def __init__(self, store: Store, supervision: Supervision) -> None:
        self._store = store
        self._commits = 0
        self._requested = asyncio.Event()
        self._task = supervision.run("folding", self._round)

    def note_commit(self) -> None:
        """Note that something was committed, which is to be folded."""
        self._commits += 1
        self._requested.set()

    async def close(self) -> None:
        """Stop; the store folds the rest when it is closed."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _round(self) -> bool:
        if not self._store.is_behind:
            self._requested.clear()
            await self._requested.wait()
        commits = self._commits
        await asyncio.sleep(IDLE)
        try:
            while self._store.is_behind and commits == self._commits:
                await self._store.fold()
        except StorageError:  # which the store has reported
            await asyncio.sleep(PAUSE)
        return True
