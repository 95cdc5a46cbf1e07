"""The composition root: one simulator, from its settings to its close.

``async with Simulator.open(settings) as simulator`` is all that a server, a test or a benchmark
needs; there is no other wiring.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cs_simulator.catalog import errors
from cs_simulator.domain import instants
from cs_simulator.domain.errors import UsageError
from cs_simulator.domain.records import tables
from cs_simulator.domain.records.tables import TABLES
from cs_simulator.engine import redaction
from cs_simulator.operations import (
    Answer,
    CertificateQuery,
    Deferred,
    ErrorKeys,
    EventsQuery,
    Incoming,
    LogQuery,
    refusal,
)
from cs_simulator.runtime.calls.fault_injection import afterwards
from cs_simulator.runtime.calls.gateway import Gateway
from cs_simulator.runtime.certificates import CertificateAuthority
from cs_simulator.runtime.committer import Committer
from cs_simulator.runtime.files import config_dir
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.sleeper import LONGEST, WATCHED, Sleeper
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.registry import Tenants
from cs_simulator.runtime.tenants.tenant import Outcome, Tenant
from cs_simulator.runtime.watchers import Watchers
from cs_simulator.scenarios.rules.effects import Wait
from cs_simulator.storage.changes import Changes
from cs_simulator.storage.file import MEMORY
from cs_simulator.storage.history import equals
from cs_simulator.storage.snapshots import Snapshot
from cs_simulator.storage.store import Store

# How much a long advance lets pile up in memory before it is handed to the store: some megabytes,
# and enough for the changes of one record to meet and be written as one.
MANY_CHANGES = 100_000


class Keep(StrEnum):
    """What a reset may leave as it is."""

    CALLS = "calls"
    CLOCK = "clock"
    FIXTURES = "fixtures"

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables whose records stay."""
        return tuple(table.name for table in TABLES if table.reset_keeps == self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advanced:
    """What an advance did: the instant it led to, the steps it ran, what is next."""

    now: int
    ran: int
    next: int | None
    is_reached: bool = True
    """Whether what was waited for has come; always true of an advance by or to a time."""


class Simulator:
    """All tenants of one store, and everything that can be done with them."""

    def __init__(
        self, settings: Settings, edge: SystemClock, store: Store, tenants: Tenants
    ) -> None:
        self.settings = settings
        self.edge = edge
        self.store = store
        self.tenants = tenants
        self.authority = CertificateAuthority(settings.authority_folder)
        self.gateway = Gateway(settings, edge)
        self.counts = tenants.counts
        self.watchers = Watchers()
        self.waits_for = ""  # what must be done before it may be called ready
        self._committer = Committer(store, edge, self.counts, self.watchers.wake, tenants.forget)
        longest = WATCHED if tenants.common.path else LONGEST
        self._sleeper = Sleeper(tenants, self._committer, edge, self.tidy, longest)
        self._tells_reads = settings.log_level == "debug"
        self._tells_calls = settings.log_level in ("debug", "info")

    @classmethod
    @asynccontextmanager
    async def open(
        cls, settings: Settings, edge: SystemClock | None = None
    ) -> "AsyncIterator[Simulator]":
        """A running simulator; everything is kept when the block is left.

        Raises :class:`~cs_simulator.storage.errors.StorageError` if the file cannot be used, and
        :class:`~cs_simulator.domain.errors.UsageError` for settings that make no sense.
        """
        edge = edge or SystemClock()
        settings.check()
        config_dir.check(settings.config_dir)
        if settings.db != MEMORY:
            _make_folder(Path(settings.db).parent)
        store = await Store.open(settings.db, "full" if settings.durability == "full" else "normal")
        try:
            tenants = Tenants(store, settings, edge)
            await tenants.open()
            simulator = cls(settings, edge, store, tenants)
            try:
                yield simulator
            finally:
                await simulator._close()
        finally:
            await store.close()

    async def _close(self) -> None:
        await self._sleeper.close()
        for tenant in self.tenants.loaded.values():
            tenant.has_changes = True  # its clock and its counts, at least
            self._committer.note(tenant)
        await self._committer.close()

    # ---- calls of the API

    async def perform(self, name: str, incoming: Incoming) -> Answer:
        """Answer one call of the tenant of that name, once everything it shows is kept."""
        tenant = self.tenants.loaded.get(name) or await self.tenants.get(name)
        reading = self.edge.monotonic()
        admission = None
        if tenant.world.scenario is not None:
            admission = tenant.admit(incoming, reading)
            if admission and admission.fired and isinstance(admission.fired.act, Wait):
                await self._wait(tenant, admission.fired.act)
                reading = self.edge.monotonic()
                tenant = await self.tenants.get(name)  # it may have been reset meanwhile
        outcome = tenant.perform(incoming, reading, admission)
        answer = outcome.answer or await self._answer_later(tenant, outcome)
        if outcome.after:
            answer = afterwards(outcome.after, answer, tenant.error_keys)
        seconds = self.edge.monotonic() - reading
        duration = int(seconds * 1_000_000)
        operation = outcome.entry.get("operation")
        self.counts.call(operation.name if operation else "", answer.code, seconds)
        tenant.write_down(incoming, outcome, answer, reading, duration)
        if self._tells_reads or (self._tells_calls and (outcome.is_write or answer.code)):
            self._tell(tenant, incoming, outcome, answer, duration)
        if not tenant.has_changes and tenant.settled is None and not tenant.is_lost:
            self._note(tenant)  # nothing that was seen is still to be kept: no need to wait
            return answer
        if await self._is_kept(tenant):
            if isinstance(outcome.after, Wait):
                await self._wait(tenant, outcome.after)
            return answer
        return refusal(
            errors.INTERNAL_ERROR(), answer.request_id, ErrorKeys(self.settings.error_keys)
        )

    async def _wait(self, tenant: Tenant, wait: Wait) -> None:
        """Let time pass: real, or the tenant's own."""
        if wait.virtual:
            now = tenant.now(self.edge.monotonic())
            await self.advance(tenant, min(now + wait.virtual, instants.LATEST))
        if wait.seconds:
            await self.edge.sleep(wait.seconds)

    @staticmethod
    def _tell(
        tenant: Tenant, incoming: Incoming, outcome: Outcome, answer: Answer, duration: int
    ) -> None:
        """Log a call: writes and refusals as information, other reads for debugging."""
        tell = log.info if outcome.is_write or answer.code else log.debug
        operation = outcome.entry.get("operation")
        fields = {
            "operation": operation and operation.name,
            "code": answer.code,
            "cluster_id": outcome.entry.get("cluster_id"),
            "task_id": outcome.entry.get("task_id"),
        }
        tell(
            "call.answered",
            request_id=answer.request_id,
            tenant=tenant.name,
            virtual_time=tenant.describe_now(tenant.used),
            method=incoming.method,
            path=redaction.target(incoming.target, operation.path if operation else ""),
            status=answer.status,
            microseconds=duration,
            **{name: value for name, value in fields.items() if value},
        )

    async def _answer_later(self, tenant: Tenant, outcome: Outcome) -> Answer:
        """Ask what the answer needs, and give it; what was put must be kept before it is read."""
        later = outcome.later
        if later is None:
            return tenant.internal_error(outcome.entry["request_id"])
        self._note(tenant)
        await self._committer.flush()
        if tenant.is_lost:
            return tenant.internal_error(outcome.entry["request_id"])
        return tenant.good_answer(later.reply(await self._ask(tenant, later)), outcome.entry)

    async def _ask(self, tenant: Tenant, later: Deferred) -> object:
        history = self.store.history
        match later.question:
            case LogQuery(cluster):
                return await history.read(tables.LOG, tenant.number, [equals("cluster", cluster)])
            case EventsQuery(cluster_id, kind, first, amount):
                chosen = {"cluster_id": cluster_id, "type": kind}
                conditions = [equals(name, value) for name, value in chosen.items() if value]
                return await history.page(
                    tables.EVENT, tenant.number, conditions, first=first, size=amount
                )
            case CertificateQuery(cluster_id, key):
                return self.authority.of_cluster(tenant.name, cluster_id, key)

    async def _is_kept(self, tenant: Tenant) -> bool:
        """Wait until everything that was seen of a tenant is kept; false if that failed."""
        self._note(tenant)
        settled = tenant.settled
        if settled is not None:
            if not settled.done():
                await asyncio.shield(settled)  # a caller that gives up takes no other with it
            if tenant.settled is settled:
                tenant.settled = None
        return not tenant.is_lost

    def _note(self, tenant: Tenant) -> None:
        if tenant.is_lost:
            return
        if tenant.has_changes:
            self._committer.note(tenant)
            step = tenant.world.next_due()
            if step is not None:
                reading = self.edge.monotonic()
                self._sleeper.consider(tenant.world.clock.real_seconds_until(step.due, reading))
        elif tenant.changes.entries:
            self._committer.note(tenant)

    # ---- the control plane

    async def keep(self, tenant: Tenant) -> None:
        """Wait until a tenant's changes are kept; raises :class:`UsageError` if they cannot be."""
        if not await self._is_kept(tenant):
            raise UsageError("the database could not be written: what was not kept is undone")

    async def flush(self, tenant: Tenant) -> None:
        """Wait until everything of a tenant is kept, its journal of reads among it."""
        tenant.has_changes = tenant.has_changes or bool(tenant.changes.entries)
        await self.keep(tenant)

    async def advance(
        self,
        tenant: Tenant,
        until: int,
        *,
        enough: Callable[[], bool] | None = None,
        sets_clock: bool = True,
    ) -> Advanced:
        """Move a tenant's clock forward to *until*, running what comes due on the way.

        With *enough* the clock stops at the step after which that says so. ``sets_clock=False``
        leaves the clock at the last step that was run: that is "until idle".
        """
        ran = 0
        while True:
            reading = self.edge.monotonic()
            run = tenant.run(tenant.now(reading), until, enough)
            ran += run.steps
            tenant.set_clock(tenant.world.clock.at(run.now, reading))
            if run.is_done:
                break
            await self._let_others_in(tenant)
        stopped = enough is not None and enough()
        if sets_clock and not stopped:
            tenant.set_clock(tenant.world.clock.at(until, reading))
        await self.keep(tenant)
        step = tenant.world.next_due()
        return Advanced(
            now=tenant.now(reading),
            ran=ran,
            next=step.due if step else None,
            is_reached=enough is None or stopped,
        )

    async def _let_others_in(self, tenant: Tenant) -> None:
        """Between two runs of a long advance: answer calls, and keep what has piled up.

        The next run need not wait for the store, unless it falls behind.
        """
        if len(tenant.changes.entries) >= MANY_CHANGES:
            if tenant.settled is not None:
                await asyncio.shield(tenant.settled)
            self._note(tenant)
        await asyncio.sleep(0)

    async def reset(self, tenant: Tenant, keep: frozenset[Keep] = frozenset()) -> dict[str, int]:
        """Make the tenant what it was before its first call; gives the rows cleared, by table.

        What is to be kept stays as it is now.
        """
        if keep:
            await self.flush(tenant)
        fresh = self.tenants.new_world(tenant.name, tenant.spec)
        cleared: dict[str, int] = {}
        tenant.changes = Changes(
            cleared=cleared, kept=frozenset(table for what in keep for table in what.tables)
        )
        tenant.has_changes = True
        before, tenant.world = tenant.world, fresh
        if Keep.CLOCK in keep:
            fresh.clock = before.clock
        if Keep.CALLS in keep:
            fresh.counts["call"] = before.counts["call"]
        if Keep.FIXTURES in keep:
            fresh.copy_tables(before, Keep.FIXTURES.tables)
        else:
            self.tenants.furnish(tenant)
        await self.keep(tenant)
        return cleared

    async def delete(self, tenant: Tenant) -> dict[str, int]:
        """Forget the tenant for good; gives the rows cleared, by table."""
        cleared: dict[str, int] = {}
        tenant.changes = Changes(cleared=cleared, is_gone=True)
        tenant.has_changes = True
        self.tenants.drop(tenant)
        await self.keep(tenant)
        tenant.is_lost = True  # whoever still holds it changes nothing any more
        return cleared

    async def tidy(self) -> None:
        """What is looked after now and then: tenants whose time is over, a file that changed."""
        await self.delete_expired()
        if self.tenants.common.read_again():
            for tenant in list(self.tenants.loaded.values()):
                self.tenants.renew(tenant)
                self._note(tenant)

    async def delete_expired(self) -> None:
        """Forget the tenants whose time is over."""
        for name in self.tenants.expired():
            try:
                await self.delete(await self.tenants.get(name))
            except UsageError as problem:  # the next round tries again
                log.error("tenant.not_deleted", tenant=name, problem=str(problem))

    # ---- snapshots

    async def save_snapshot(self, tenant: Tenant, name: str) -> Snapshot:
        """Keep everything that the tenant has now under a name, in place of what that name had."""
        tenant.has_changes = True  # its clock, and how things looked
        await self.keep(tenant)
        return await self.store.save_snapshot(tenant.number, name, self.edge.wall())

    async def load_snapshot(self, tenant: Tenant, snapshot: Snapshot) -> None:
        """Make the tenant what it was when the snapshot was taken."""
        async with self.tenants.replacing(tenant):
            await self.store.load_snapshot(snapshot, tenant.number, tenant.name)
        self.watchers.wake(tenant.name)

    async def fork(self, snapshot: Snapshot, name: str) -> Tenant:
        """A new tenant that is what another was when the snapshot was taken."""
        await self.store.load_snapshot(snapshot, self.tenants.claim(name), name)
        return await self.tenants.get(name)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UsageError(f"--db: {folder}: {problem.strerror}; give another --db") from None
