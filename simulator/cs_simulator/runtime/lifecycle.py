"""What is done to a tenant as a whole: made, reset, replaced, deleted. It excludes the calls.

See :mod:`cs_simulator.runtime.tenants.gate`. None of these may be called by who has the tenant in
hand. For a tenant that is leaving for another simulator, or has left, each of them raises
:class:`~cs_simulator.domain.errors.TenantAwayError`.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from cs_simulator.domain.errors import DamagedSnapshotError, DamagedTenantError
from cs_simulator.domain.records.tables import TABLES
from cs_simulator.domain.utf8 import escape_invalid
from cs_simulator.runtime.committer import Committer
from cs_simulator.runtime.supervision import Supervision
from cs_simulator.runtime.tenants.factory import TenantFactory
from cs_simulator.runtime.tenants.gate import Alone
from cs_simulator.runtime.tenants.registry import Tenants
from cs_simulator.runtime.tenants.spec import TenantSpec
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.runtime.watchers import Watchers
from cs_simulator.storage.changes import Changes, Clearing
from cs_simulator.storage.errors import DamageError
from cs_simulator.storage.snapshots import Snapshot
from cs_simulator.storage.store import Store


class Keep(StrEnum):
    """What a reset may leave as it is."""

    CALLS = "calls"
    CLOCK = "clock"
    FIXTURES = "fixtures"

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables whose records are not cleared."""
        return tuple(table.name for table in TABLES if table.reset_keeps == self)


class Lifecycle:
    """The beginnings and ends of the tenants of one store."""

    def __init__(
        self,
        tenants: Tenants,
        factory: TenantFactory,
        store: Store,
        committer: Committer,
        watchers: Watchers,
        supervision: Supervision,
    ) -> None:
        self._tenants = tenants
        self._factory = factory
        self._store = store
        self._committer = committer
        self._watchers = watchers
        self._supervision = supervision

    async def make(self, name: str, spec: TenantSpec, expires: int = 0) -> Tenant:
        """Make and keep a tenant as *spec* says; it ends at the real instant *expires*.

        Raises :class:`TenantExistsError` if there is one of that name, ``StorageError`` if it
        cannot be kept, and ``ValueError`` for fixtures that contradict each other.
        """
        self._check_free(name)  # before anybody has to wait
        async with self._tenants.alone(name) as alone:
            tenant = self._tenants.make(alone, spec, expires)
            with self._forgotten_if_it_fails(alone):
                await self._committer.require_kept(tenant)
        return tenant

    def _check_free(self, name: str) -> None:
        """Raise :class:`TenantExistsError`, or ``TenantAwayError``, if the name is not free."""
        self._tenants.moves.check(escape_invalid(name))
        self._tenants.directory.check_free(name)

    async def reset(self, name: str, keep: frozenset[Keep] = frozenset()) -> dict[str, int]:
        """Make the tenant what it was before its first call; returns the rows cleared, by table.

        What *keep* names is left as it is now.
        """
        async with self._tenants.alone(name) as alone:
            if keep:  # what a damaged tenant has cannot be kept, since it cannot be read
                tenant = await self._tenants.load(alone)
                await self._committer.require_kept(tenant, with_journal=True)
            else:
                tenant = await self._tenants.load_or_blank(alone)
            clearing = self._begin_anew(tenant, keep)
            await self._committer.require_kept(tenant)
            self._tenants.revive(tenant)
        return clearing.deleted

    def _begin_anew(self, tenant: Tenant, keep: frozenset[Keep]) -> Clearing:
        fresh = self._factory.new_world(tenant.name, tenant.spec)
        clearing = Clearing(keeps=frozenset(table for kept in keep for table in kept.tables))
        before = tenant.begin_anew(fresh, clearing)
        if Keep.CLOCK in keep:
            fresh.clock = before.clock
        if Keep.CALLS in keep:
            for kept in ("call", "cleared", "dropped", "dropped_calls"):
                fresh.counts[kept] = before.counts[kept]
        if Keep.FIXTURES in keep:
            fresh.copy_tables(before, Keep.FIXTURES.tables)
        else:
            self._factory.apply_fixtures(tenant)
        return clearing

    async def delete(self, name: str) -> dict[str, int]:
        """Delete the tenant, if there is one; returns the rows deleted, by table."""
        async with self._tenants.alone(name) as alone:
            return await self._delete(alone)

    async def _delete(self, alone: Alone) -> dict[str, int]:
        number = self._tenants.directory.number(alone.name)
        if number is None:
            return {}
        if alone.tenant is None:  # its rows are deleted, whatever is in them
            alone.tenant = self._factory.blank(number, alone.name, "{}")
        clearing = Clearing(deletes_tenant=True)
        alone.tenant.changes, alone.tenant.has_changes = Changes(clearing=clearing), True
        await self._committer.require_kept(alone.tenant)
        self._tenants.forget(alone)
        self._tenants.moves.forget(alone.name)
        self._supervision.forget(alone.name)
        self._factory.metrics.forget(alone.name)
        return clearing.deleted

    async def end(self, name: str) -> None:
        """Delete a tenant if its end has come."""
        async with self._tenants.alone(name) as alone:
            if self._tenants.directory.has_ended(name):  # it may be another one by now
                await self._delete(alone)

    # ---- snapshots

    async def load_snapshot(self, name: str, snapshot: Snapshot) -> None:
        """Make the tenant of that name what one was when the snapshot was taken.

        Raises :class:`DamagedSnapshotError` for a snapshot that makes no tenant: this one stays.
        """
        async with self._tenants.alone(name) as alone:
            await self._check(snapshot)
            tenant = await self._tenants.load_or_blank(alone)
            if not tenant.is_blank:
                tenant.has_changes = True
                # Nothing of it is under way to the store after this.
                await self._committer.require_kept(tenant)
            end = self._tenants.directory.end(tenant.name)
            await self._store.load_snapshot(snapshot, tenant.number, tenant.name, end)
            self._tenants.drop(alone)
            await self._tenants.load(alone)
        self._watchers.wake(name)

    async def fork(self, snapshot: Snapshot, name: str, expires: int = 0) -> Tenant:
        """A new tenant that is what another was when the snapshot was taken.

        Raises :class:`TenantExistsError` if there is one of that name, and
        :class:`DamagedSnapshotError` if what the snapshot holds makes no tenant.
        """
        self._check_free(name)
        async with self._tenants.alone(name) as alone:
            await self._check(snapshot)
            number = self._tenants.directory.claim(alone.name)
            with self._forgotten_if_it_fails(alone):
                await self._store.load_snapshot(snapshot, number, alone.name, expires)
            self._tenants.directory.set_end(alone.name, expires)
            try:
                return await self._tenants.load(alone)
            except DamagedTenantError:
                await self._delete(alone)
                raise

    async def _check(self, snapshot: Snapshot) -> None:
        """Raise :class:`DamagedSnapshotError` if what a snapshot holds makes no tenant here."""
        try:
            stored = await self._store.stored_snapshot(snapshot)
            await asyncio.to_thread(self._factory.try_out, stored)
        except DamageError as problem:
            raise DamagedSnapshotError(snapshot.name, problem.cause) from problem
        except DamagedTenantError as problem:
            raise DamagedSnapshotError(snapshot.name, problem.reason) from problem

    @contextmanager
    def _forgotten_if_it_fails(self, alone: Alone) -> Iterator[None]:
        """Leave no trace of a new tenant in memory if the block does not make it."""
        try:
            yield
        except BaseException:
            self._tenants.forget(alone)
            raise
