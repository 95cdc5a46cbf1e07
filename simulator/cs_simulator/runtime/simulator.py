"""The composition root: one simulator, from its settings to its close.

``async with Simulator.open(settings) as simulator`` is all that a server, a test or a benchmark
needs; nothing is wired anywhere else. Calls do not pass through here: their way is in
:mod:`cs_simulator.runtime.calls.dispatch`.
"""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from cs_simulator.cluster_types import ClusterType, registry
from cs_simulator.domain.errors import LimitError, UsageError
from cs_simulator.engine.cluster_behavior import ClusterTypes
from cs_simulator.engine.world import World
from cs_simulator.runtime import settings_check, state_folder
from cs_simulator.runtime.advance import Advanced, advance
from cs_simulator.runtime.arrivals import Arrivals
from cs_simulator.runtime.calls.dispatch import Dispatcher
from cs_simulator.runtime.calls.gateway import Gateway
from cs_simulator.runtime.certificates import CertificateAuthority, authority_of
from cs_simulator.runtime.committer import Committer
from cs_simulator.runtime.departures import Departures
from cs_simulator.runtime.files import config_dir
from cs_simulator.runtime.idle_folding import IdleFolding
from cs_simulator.runtime.lifecycle import Lifecycle
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.long_work import LongWork
from cs_simulator.runtime.maintenance import RETENTION, Maintenance
from cs_simulator.runtime.retention import Retention
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.sleeper import LONGEST, WATCHED, Sleeper
from cs_simulator.runtime.slices import Slices, stays
from cs_simulator.runtime.supervision import Supervision
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.factory import TenantFactory
from cs_simulator.runtime.tenants.registry import Tenants
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.runtime.watchers import Watchers
from cs_simulator.storage.file import MEMORY
from cs_simulator.storage.snapshots import Snapshot
from cs_simulator.storage.store import Store


class Simulator:
    """All tenants of one store, and everything that can be done with a tenant as a whole."""

    def __init__(
        self,
        settings: Settings,
        system_clock: SystemClock,
        store: Store,
        factory: TenantFactory,
        tenants: Tenants,
        authority: CertificateAuthority,
    ) -> None:
        self.settings = settings
        self.system_clock = system_clock
        self.store = store
        self.tenants = tenants
        self.metrics = factory.metrics
        self.cluster_types = factory.cluster_types
        self.server_scenario = factory.server_scenario
        self.watchers = Watchers(settings.tenant_stream_limit)
        self.authority = authority
        self.gateway = Gateway(settings, system_clock)
        self.waits_for = ""
        """What must still be done before the server is ready; empty once it is."""
        self.is_ending = False
        """Whether the server was asked to end, and only answers calls until it does."""
        self.long_work = LongWork()
        self._factory = factory
        self.supervision = Supervision()
        self._folding = IdleFolding(store, self.supervision)
        self._committer = Committer(
            store,
            system_clock,
            self.metrics,
            self.supervision,
            on_scheduled=self._consider,
            on_commit=self._note_commit,
            on_group=self._folding.note_commit,
            on_discard=tenants.evict,
            on_recovery=self._wake_sleeper,
        )
        self.slices = Slices(self._committer, settings.step_limit, self.long_work.is_over)
        self.lifecycle = Lifecycle(
            tenants, factory, store, self._committer, self.watchers, self.supervision
        )
        self.departures = Departures(
            tenants,
            factory,
            store,
            self._committer,
            self.watchers,
            self.supervision,
            system_clock,
        )
        self.arrivals = Arrivals(
            tenants, factory, store, system_clock, settings.snapshot_limit, settings.replica
        )
        longest = WATCHED if factory.server_scenario.path else LONGEST
        self.retention = Retention(settings, store, tenants, self._committer, system_clock)
        self.maintenance = Maintenance(
            tenants,
            factory,
            self._committer,
            self.supervision,
            self.lifecycle,
            self.slices,
            self.retention,
            system_clock,
        )
        self._sleeper = Sleeper(
            tenants,
            self._committer,
            system_clock,
            self.supervision,
            self.slices,
            self.maintenance.request,
            longest,
        )
        self.dispatcher = Dispatcher(
            settings,
            system_clock,
            store,
            tenants,
            self._committer,
            self.slices,
            self.authority,
            self.metrics,
        )

    def _note_commit(self, name: str) -> None:
        """Wake those who watch a tenant, and have its journal looked at if it has grown."""
        self.watchers.wake(name)
        if self.retention.is_wanted(name):
            self.maintenance.request(RETENTION)

    def _consider(self, tenant: Tenant) -> None:
        """Have the sleeper wake up in time for what the tenant has due."""
        self._sleeper.consider(tenant)

    def _wake_sleeper(self) -> None:
        """Have the sleeper do what could not be done while the store could not be written."""
        self._sleeper.wake()

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        settings: Settings,
        system_clock: SystemClock | None = None,
        cluster_types: Iterable[ClusterType] | None = None,
    ) -> "AsyncIterator[Simulator]":
        """A running simulator; everything is committed when the block is left.

        *cluster_types* are those that it serves; all that there are without them.

        Raises :class:`~cs_simulator.storage.errors.StorageError` if the file cannot be used, and
        :class:`~cs_simulator.domain.errors.UsageError` for settings that make no sense.
        """
        settings_check.check(settings)
        config_dir.check(settings.config_dir)
        clock = system_clock or SystemClock()
        authority = authority_of(settings, clock)
        if settings.db != MEMORY:
            _make_place(Path(settings.db))
        store = await Store.open(settings.db, "full" if settings.durability == "full" else "normal")
        if store.mended:
            log.warning("database.mended", problem=store.mended)
        try:
            types = ClusterTypes(lambda: cluster_types) if cluster_types else registry()
            factory = TenantFactory(settings, clock, types)
            factory.check()
            tenants = Tenants(store, factory, clock)
            await tenants.open()
            simulator = cls(settings, clock, store, factory, tenants, authority)
            try:
                yield simulator
            finally:
                await simulator._close()
        finally:
            await store.close(folds=False)

    async def _close(self) -> None:
        await self._sleeper.close()
        await self.maintenance.close()
        for tenant in self.tenants.loaded.values():
            tenant.has_changes = True  # its clock and its counts, at least
            self._committer.schedule(tenant)
        await self._committer.close()
        await self._folding.close()
        await self.store.fold_rest()
        if not self.store.is_behind:  # else they go on behind that, as after a kill
            await self.tenants.settle()
        self.gateway.close()

    # ---- commits

    async def keep(self, tenant: Tenant) -> None:
        """Wait until a tenant's changes are committed; raises ``StorageError`` if that fails."""
        await self._committer.require_kept(tenant)

    async def flush(self, tenant: Tenant) -> None:
        """Wait until everything of a tenant is committed, its journal of reads included.

        Raises ``StorageError`` if that fails.
        """
        await self._committer.require_kept(tenant, with_journal=True)

    async def recover(self) -> None:
        """Find out whether the store can be written again, if it could not be."""
        await self._committer.recover()

    def shown_now(self, tenant: Tenant, reading: float) -> int:
        """The latest virtual time of a tenant that may be shown without waiting for a commit."""
        self._committer.schedule(tenant)
        return tenant.now(max(tenant.world.clock.reading, min(reading, tenant.allowance.until)))

    # ---- a tenant as a whole

    def usual_end(self) -> int:
        """The real instant at which a tenant ends that is made now without a ttl; 0 for never."""
        return self._factory.usual_end()

    def as_new(self, tenant: Tenant) -> World:
        """The world that a reset would give the tenant, without fixtures and rules."""
        return self._factory.new_world(tenant.name, tenant.spec)

    async def advance(
        self,
        tenant: Tenant,
        until: int,
        *,
        enough: Callable[[], bool] | None = None,
        sets_clock: bool = True,
        has_left: Callable[[], bool] = stays,
    ) -> Advanced:
        """Move a tenant's clock forward, as :func:`cs_simulator.runtime.advance.advance` does."""
        return await advance(
            tenant,
            until,
            self.system_clock,
            self._committer,
            self.slices,
            enough=enough,
            sets_clock=sets_clock,
            has_left=has_left,
        )

    # ---- snapshots

    async def save_snapshot(self, tenant: Tenant, name: str) -> Snapshot:
        """Save what the tenant has now as the snapshot of that name, in place of an earlier one."""
        tenant.has_changes = True  # its clock, and what polling calls have last seen
        await self.keep(tenant)
        await self._check_snapshots(tenant, name)
        size, most = await self.store.size(tenant.number), self.settings.snapshot_size
        if size > most:
            raise LimitError(f"it has {size} bytes, of at most {most}; see --snapshot-size")
        return await self.store.save_snapshot(tenant.number, name, self.system_clock.wall())

    async def import_snapshot(self, tenant: Tenant, name: str, path: str) -> Snapshot:
        """Make a snapshot of a file, in place of an earlier one of that name.

        Raises :class:`StorageError` for a file that is no valid snapshot, and
        :class:`DamagedTenantError` for one that makes no tenant on this server.
        """
        await self._check_snapshots(tenant, name)
        return await self.store.import_snapshot(
            path, tenant.number, name, self.system_clock.wall(), accept=self._factory.try_out
        )

    async def _check_snapshots(self, tenant: Tenant, name: str) -> None:
        """Raise :class:`LimitError` if the tenant may have no further snapshot of that name."""
        names = await self.store.snapshot_names(tenant.number)
        if name not in names and len(names) >= self.settings.snapshot_limit:
            raise LimitError(f"it has {len(names)} snapshots already; see --snapshot-limit")


def _make_place(database: Path) -> None:
    folder = database.parent
    try:
        state_folder.make(folder)
    except OSError as problem:
        raise UsageError(f"--db: {folder}: {problem.strerror}; give another --db") from None
    state_folder.reserve(database)
