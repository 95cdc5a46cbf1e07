"""Group commit: what calls changed while the last group was being written makes the next group.

An answer that shows a change leaves only after the commit of that change. No answer waits for the
journal entries of reads: they are written with the next group, within a quarter of a second.
"""

import asyncio
from collections.abc import Callable

from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.metrics import Metrics
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.storage.changes import Changes
from cs_simulator.storage.store import Store

# How long, in real seconds, entries of reads may wait for a group, and how many of them make a
# group of their own.
RIDE_ALONG = 0.25
MANY_ENTRIES = 256


class Committer:
    """Writes the tenants' changes, group after group. One per store.

    *on_scheduled* is called with a tenant whose changes will be written, *on_commit* with the name
    of one whose changes were, and *on_discard* with one whose changes could not be.
    """

    def __init__(
        self,
        store: Store,
        system_clock: SystemClock,
        metrics: Metrics,
        *,
        on_scheduled: Callable[[Tenant], None],
        on_commit: Callable[[str], None],
        on_discard: Callable[[Tenant], None],
    ) -> None:
        self._store = store
        self._system_clock = system_clock
        self._metrics = metrics
        self._on_scheduled = on_scheduled
        self._on_commit = on_commit
        self._on_discard = on_discard
        self._waiting: set[Tenant] = set()
        self._next: asyncio.Future[None] | None = None
        self._wake = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None
        self._task = asyncio.create_task(self._run(), name="committer")
        self._is_closing = False

    async def keep(self, tenant: Tenant, *, with_journal: bool = False) -> bool:
        """Wait until everything that callers may have seen of a tenant is committed.

        False if the commit failed: then *tenant* is stale, and the store has its state. Entries of
        reads in the journal are waited for only *with_journal*.
        """
        if with_journal and tenant.changes.entries:
            tenant.has_changes = True
        self.schedule(tenant)
        commit_done = tenant.commit_done
        if commit_done is not None:
            if not commit_done.done():
                await asyncio.shield(commit_done)  # a caller that gives up cancels it for no other
            if tenant.commit_done is commit_done:
                tenant.commit_done = None
        return not tenant.is_stale

    async def require_kept(self, tenant: Tenant, *, with_journal: bool = False) -> None:
        """Wait as :meth:`keep` does; raises :class:`UsageError` if the commit failed."""
        if not await self.keep(tenant, with_journal=with_journal):
            raise UsageError("the database could not be written: what was not committed is undone")

    def schedule(self, tenant: Tenant) -> None:
        """Have a tenant's changes written with the next group."""
        if tenant.is_stale:
            return
        if tenant.has_changes:
            self._waiting.add(tenant)
            tenant.commit_done = self._group()
            self._wake.set()
            self._on_scheduled(tenant)
        elif tenant.changes.entries:
            self._waiting.add(tenant)
            if len(tenant.changes.entries) >= MANY_ENTRIES:
                self._wake.set()
            elif self._timer is None:
                self._timer = asyncio.get_running_loop().call_later(RIDE_ALONG, self._wake.set)

    def _group(self) -> "asyncio.Future[None]":
        if self._next is None:
            self._next = asyncio.get_running_loop().create_future()
        return self._next

    async def close(self) -> None:
        """Commit everything that is left, and stop."""
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
        # What a stale tenant still has belongs to a state that the store no longer has.
        tenants = {tenant for tenant in self._waiting if not tenant.is_stale}
        self._waiting = set()
        done, self._next = self._next, None
        reading = self._system_clock.monotonic()
        group = []
        for tenant in tenants:
            group.append((tenant.row(reading), tenant.changes))
            tenant.changes = Changes()
            tenant.has_changes = False
        try:
            if group:
                await self._store.write(group)
                self._metrics.commit(len(group), self._system_clock.monotonic() - reading)
        except Exception as problem:  # noqa: BLE001 - whatever it was, nothing is committed
            log.error("commit.failed", problem=str(problem), tenants=len(tenants))
            for tenant in tenants:
                self._discard(tenant)
        finally:
            if done is not None and not done.done():
                done.set_result(None)
        for tenant in tenants:
            self._on_commit(tenant.name)

    def _discard(self, tenant: Tenant) -> None:
        """Discard what memory has of a tenant; the store, which did not change, has its state."""
        tenant.is_stale = True
        self._waiting.discard(tenant)
        self._on_discard(tenant)
