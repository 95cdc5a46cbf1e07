"""Group commit: what calls changed while the last group was being written makes the next group.

An answer that shows a change leaves only after the commit that holds it. Journal entries of reads
wait for nobody: they ride along with the next group, which comes within a moment.
"""

import asyncio
from collections.abc import Callable

from cs_simulator.runtime.logs import log
from cs_simulator.runtime.metrics import Metrics
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.storage.changes import Changes
from cs_simulator.storage.store import Store

# How long, in real seconds, entries of reads may wait for a group to ride along with, and how
# many of them make a group of their own.
RIDE_ALONG = 0.25
MANY_ENTRIES = 256


class Committer:
    """Writes the tenants' changes, group after group. One per store."""

    def __init__(
        self,
        store: Store,
        edge: SystemClock,
        counts: Metrics,
        on_kept: Callable[[str], None],
        on_lost: Callable[[Tenant], None],
    ) -> None:
        self._store = store
        self._edge = edge
        self._counts = counts
        self._on_kept = on_kept
        self._on_lost = on_lost
        self._waiting: set[Tenant] = set()
        self._next: asyncio.Future[None] | None = None
        self._wake = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None
        self._task = asyncio.create_task(self._run(), name="committer")
        self._is_closing = False

    def note(self, tenant: Tenant) -> None:
        """Take notice that a tenant has something to keep."""
        self._waiting.add(tenant)
        if tenant.has_changes:
            tenant.settled = self._group()
            self._wake.set()
        elif len(tenant.changes.entries) >= MANY_ENTRIES:
            self._wake.set()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(RIDE_ALONG, self._wake.set)

    def _group(self) -> "asyncio.Future[None]":
        if self._next is None:
            self._next = asyncio.get_running_loop().create_future()
        return self._next

    async def flush(self) -> None:
        """Wait until everything noted so far is kept."""
        group = self._group()
        self._wake.set()
        await asyncio.shield(group)

    async def close(self) -> None:
        """Keep everything that is left, and stop."""
        self._is_closing = True
        self._wake.set()
        await self._task

    async def _run(self) -> None:
        while not (self._is_closing and not self._waiting and self._next is None):
            await self._wake.wait()
            self._wake.clear()
            await self._write_group()

    async def _write_group(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        tenants, self._waiting = self._waiting, set()
        done, self._next = self._next, None
        reading = self._edge.monotonic()
        group = []
        for tenant in tenants:
            group.append((tenant.head(reading), tenant.changes))
            tenant.changes = Changes()
            tenant.has_changes = False
        try:
            if group:
                await self._store.write(group)
                self._counts.commit(len(group), self._edge.monotonic() - reading)
        except Exception as problem:  # noqa: BLE001 - whatever it was, these changes are not kept
            log.error("commit.failed", problem=str(problem), tenants=len(tenants))
            for tenant in tenants:
                self._lose(tenant)
        finally:
            if done is not None and not done.done():
                done.set_result(None)
        for tenant in tenants:
            self._on_kept(tenant.name)

    def _lose(self, tenant: Tenant) -> None:
        """Give up what memory has of a tenant: the store, which did not change, has the truth."""
        tenant.is_lost = True
        self._waiting.discard(tenant)
        self._on_lost(tenant)
