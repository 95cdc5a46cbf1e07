"""Group commit: what calls changed while the last group was being written makes the next group.

An answer that shows a change leaves only after the commit of that change. No answer waits for the
journal entries of reads: they are written with the next group, within a quarter of a second.

A group that fails is written again tenant by tenant, so that only those fail whose own changes
cannot be written. Nothing counts as kept unless the store has said so.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from cs_simulator.runtime.commit_group import CommitGroup, Part
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.metrics import Metrics
from cs_simulator.runtime.supervision import Supervision
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.storage.changes import Changes
from cs_simulator.storage.errors import StorageError, concerns_all
from cs_simulator.storage.store import Store

# Under these names failures are reported: of the store, for all tenants, and of a tenant's changes.
DATABASE, CHANGES = "database", "changes"
# How long, in real seconds, entries of reads may wait for a group, how many of them make a group of
# their own, and how many a tenant may have that wait: then a read waits for a commit too.
RIDE_ALONG = 0.25
MANY_ENTRIES = 256
MOST_ENTRIES = 1000
# Real seconds between two attempts to write when the last commit failed.
RETRY = 1.0
_UNDONE = "what was not committed is undone"


class Committer:
    """Writes the tenants' changes, group after group. One per store.

    *on_scheduled* is called with a tenant whose changes will be written, *on_commit* with the name
    of one whose changes were, and *on_discard* with one whose changes could not be. *on_group* is
    called after each group, and *on_recovery* when changes were discarded, and the store can be
    written.
    """

    def __init__(
        self,
        store: Store,
        system_clock: SystemClock,
        metrics: Metrics,
        supervision: Supervision,
        *,
        on_scheduled: Callable[[Tenant], None],
        on_commit: Callable[[str], None],
        on_group: Callable[[], None],
        on_discard: Callable[[Tenant], None],
        on_recovery: Callable[[], None],
    ) -> None:
        self._store = store
        self._system_clock = system_clock
        self._metrics = metrics
        self._supervision = supervision
        self._on_scheduled = on_scheduled
        self._on_commit = on_commit
        self._on_group = on_group
        self._on_discard = on_discard
        self._on_recovery = on_recovery
        self._has_discarded = False
        self._waiting: dict[Tenant, None] = {}
        self._next: asyncio.Event | None = None
        self._wake = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None
        self._is_closing = False
        self._task = supervision.run("committer", self._round)
        store.report_failures(self._note_failure)

    async def keep(self, tenant: Tenant, *, with_journal: bool = False) -> bool:
        """Wait until everything that callers may have seen of a tenant is committed.

        That is also that no restart takes back the time that it shows, and the numbers of calls.

        False if the commit failed: then *tenant* is stale, and the store has its state. Entries of
        reads in the journal are waited for only *with_journal*.
        """
        if with_journal and tenant.changes.answered:
            tenant.has_changes = True
        self.schedule(tenant)
        await self.scheduled_commit(tenant)
        return not tenant.is_stale

    async def scheduled_commit(self, tenant: Tenant) -> None:
        """Wait for the commit for which a tenant was scheduled, if its ``commit_done`` is one."""
        commit_done = tenant.commit_done
        if commit_done is not None:
            await commit_done.wait()  # a caller that gives up ends the wait of no other
            if tenant.commit_done is commit_done:
                tenant.commit_done = None

    async def require_kept(self, tenant: Tenant, *, with_journal: bool = False) -> None:
        """Wait as :meth:`keep` does; raises :class:`StorageError` if the commit failed."""
        if not await self.keep(tenant, with_journal=with_journal):
            raise StorageError(tenant.why_stale or "it could not be written", advice=_UNDONE)

    def schedule(self, tenant: Tenant) -> None:
        """Have a tenant's changes written with the next group."""
        if tenant.is_stale:
            return
        entries, calls = len(tenant.changes.answered), tenant.world.counts["call"]
        reading = self._system_clock.monotonic()
        if self._must_commit(tenant, calls, entries, reading):
            tenant.has_changes = True
        if tenant.has_changes:
            self._waiting[tenant] = None
            tenant.commit_done = self._group()
            self._wake.set()
            self._on_scheduled(tenant)
        elif tenant.next_allowance.is_half_used(calls, reading):
            self._waiting[tenant] = None
            self._wake.set()
        elif entries:
            self._waiting[tenant] = None
            if entries >= MANY_ENTRIES:
                self._wake.set()
            elif self._timer is None:
                self._timer = asyncio.get_running_loop().call_later(RIDE_ALONG, self._wake.set)

    @property
    def is_failing(self) -> bool:
        """Whether the store could not be written the last time."""
        return DATABASE in self._supervision.reasons

    def _must_commit(self, tenant: Tenant, calls: int, entries: int, reading: float) -> bool:
        """Whether an answer has to wait for a commit although its call changed nothing."""
        allowance = tenant.allowance
        if reading > allowance.until and tenant.world.clock.speed:
            return True
        if calls <= allowance.calls and entries < MOST_ENTRIES:
            return False
        return not self.is_failing  # then request ids are random, and entries may be lost

    def _group(self) -> asyncio.Event:
        if self._next is None:
            self._next = asyncio.Event()
        return self._next

    async def close(self) -> None:
        """Commit everything that is left, and stop."""
        self._is_closing = True
        self._wake.set()
        await self._task

    async def recover(self) -> None:
        """If the last commit failed, find out whether the store can be written again."""
        if self.is_failing:
            with self._supervision.part(DATABASE):
                await self._store.probe()

    def _note_failure(self, problem: StorageError) -> None:
        """Report a failure of the store, of a commit or of anything else, and begin to retry."""
        if not self.is_failing:
            self._wake.set()
        self._supervision.failed(DATABASE, problem)

    async def _round(self) -> bool:
        """Write what is there once somebody waits for it; returns whether there may be more."""
        await self._wait()
        self._wake.clear()
        if self._waiting or self._next is not None:
            await self._write_group()
        else:
            await self.recover()
        if self._has_discarded and not self.is_failing:
            self._has_discarded = False
            self._on_recovery()
        return not (self._is_closing and not self._waiting and self._next is None)

    async def _wait(self) -> None:
        """Wait for changes; while the store cannot be written, only until the next attempt."""
        if not self.is_failing:
            await self._wake.wait()
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(RETRY):
                await self._wake.wait()

    async def _write_group(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        done, self._next = self._next, None
        group = CommitGroup(self._take(), is_last=self._is_closing)
        try:
            await group.write(self._store, self._system_clock, self._metrics)
        finally:  # whatever happens, nobody waits any longer, or takes for kept what is not
            for part in group.parts:
                if part.tenant not in group.kept:
                    self._discard(part, group.problems.get(part.tenant))
            if done is not None:
                done.set()
        self._report(group)

    def _take(self) -> list[Part]:
        """Take what is waiting from the tenants; what changes from now on is for the next group.

        What a stale tenant still has belongs to a state that the store no longer has.
        """
        parts = []
        for tenant in self._waiting:
            if not tenant.is_stale:
                world = tenant.world
                parts.append(Part(tenant, tenant.changes, world.clock, world.counts["serial"]))
                tenant.changes, tenant.has_changes = Changes(), False
        self._waiting = {}
        return parts

    def _discard(self, part: Part, problem: Exception | None) -> None:
        """Discard what memory has of a tenant; the store, which did not change, has its state.

        What was answered without waiting remains true, and is written with what comes next, unless
        it is itself what cannot be written.
        """
        tenant = part.tenant
        tenant.is_stale = True
        tenant.why_stale = problem.cause if isinstance(problem, StorageError) else repr(problem)
        self._waiting.pop(tenant, None)
        if problem is not None and not concerns_all(problem):
            self._metrics.lost_entries += len(part.changes.answered)
        else:
            tenant.changes.answered[:0] = part.changes.answered
        tenant.world.clock = tenant.kept_clock  # it goes on as if it had not been set or moved
        self._has_discarded = True
        self._on_discard(tenant)

    def _report(self, group: CommitGroup) -> None:
        """Wake those who watch, and report what failed, and what works again."""
        supervision = self._supervision
        for tenant in group.kept:
            self._on_commit(tenant.name)
            supervision.works(CHANGES, tenant.name)
        for tenant, problem in group.problems.items():
            if not concerns_all(problem):
                supervision.failed(CHANGES, problem, tenant.name)
        if group.kept and not group.store_problem:
            supervision.works(DATABASE)
        self._on_group()
        if group.problems:
            first = next(iter(group.problems.values()))
            with suppress(Exception):  # a disk that is full may be the log's as well
                log.error("commit.failed", problem=str(first), tenants=len(group.problems))
