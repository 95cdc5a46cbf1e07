"""The tenants of one store, by name: made or loaded on first use, evicted from memory when idle."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

from cs_simulator.domain.errors import DamagedTenantError, TenantAwayError
from cs_simulator.domain.records import CallEntry
from cs_simulator.domain.utf8 import escape_invalid
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.absent import Absent
from cs_simulator.runtime.tenants.damage import KnownDamage
from cs_simulator.runtime.tenants.directory import Directory
from cs_simulator.runtime.tenants.factory import DEFAULT, TenantFactory
from cs_simulator.runtime.tenants.gate import Alone, Gate
from cs_simulator.runtime.tenants.moves import KnownMoves
from cs_simulator.runtime.tenants.spec import TenantSpec
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.storage.errors import DamageError, StorageError
from cs_simulator.storage.store import Store

__all__ = ["DEFAULT", "Tenants"]

# A tenant without a call for this many real seconds, and with nothing in progress, is evicted from
# memory; a thousand of them then cost a name and a clock each.
IDLE = 600.0


class Tenants:
    """All tenants of one store."""

    def __init__(self, store: Store, factory: TenantFactory, system_clock: SystemClock) -> None:
        self._store = store
        self._factory = factory
        self._system_clock = system_clock
        self.absent = Absent(factory.metrics)
        self._gate = Gate()
        self.directory = Directory(system_clock, factory.tenant_limit)
        self.loaded: dict[str, Tenant] = {}
        self.damage = KnownDamage()
        self.moves = KnownMoves()

    async def open(self) -> None:
        """Load the tenants with something in progress; the others are loaded on first use.

        One that cannot be loaded keeps no other from it.
        """
        self.moves.add(await self._store.moving.known())
        for known in await self._store.tenants():
            self.directory.add(known.number, known.name, known.expires)
            if known.damage:
                self.damage.note(known.name, known.damage)
        for rows in await self._store.damaged():
            self.damage.note_rows(self.directory.name(rows.number), rows)
        for name in await self._store.tenants_with_steps():
            with suppress(DamagedTenantError, TenantAwayError):
                await self.get(name)

    async def get(self, name: str) -> Tenant:
        """The tenant of that name, loaded from the store, or new.

        Raises :class:`DamagedTenantError` if what the store has of it cannot be loaded, and
        :class:`TenantAwayError` for one that is leaving or has left. A call that awaits anything
        while it has the tenant counts itself in ``calls`` at once.
        """
        name = escape_invalid(name)
        while (tenant := self.loaded.get(name)) is None:
            if not self._gate.is_closed(name):
                self.moves.check(name)
                return await self._open(name)
            await self._gate.opened(name)
        return tenant

    async def find(self, name: str) -> Tenant | None:
        """The tenant of that name, loaded from the store; ``None`` if there is none.

        Raises what :meth:`get` does.
        """
        name = escape_invalid(name)
        await self._gate.opened_anyhow(name)
        return await self.get(name) if name in self else None

    @asynccontextmanager
    async def held(self, name: str) -> AsyncIterator[Tenant]:
        """The tenant of that name, for a block during which nothing is done to it as a whole."""
        tenant = await self.get(name)
        tenant.calls += 1
        try:
            yield tenant
        finally:
            tenant.leave()

    async def get_or_blank(self, name: str) -> Tenant:
        """The tenant of that name; in place of one that cannot be loaded, one without anything.

        The snapshots of a damaged tenant can be found by its number.
        """
        try:
            return await self.get(name)
        except DamagedTenantError:
            return await self._blank(escape_invalid(name))

    async def _blank(self, name: str) -> Tenant:
        number, spec = self.directory.make_number(name), await self._store.spec(name)
        tenant = self._factory.blank(number, name, spec)
        tenant.expires = self.directory.end(name)
        return tenant

    def __contains__(self, name: str) -> bool:
        """Whether there is a tenant of that name, or was until it left for another simulator."""
        return name in self.directory or self.moves.has_left(name)

    def names(self) -> list[str]:
        """The names of all tenants, in memory or not."""
        return self.directory.names()

    def make(self, alone: Alone, spec: TenantSpec, expires: int = 0) -> Tenant:
        """A new tenant as *spec* says, which is deleted at the real instant *expires*; 0 for never.

        Raises :class:`TenantExistsError` if there is one of that name, and ``ValueError`` for
        fixtures that contradict each other.
        """
        tenant = self._factory.new(0, alone.name, spec)
        tenant.number = self.directory.claim(alone.name)
        self.directory.set_end(alone.name, expires)
        tenant.expires, tenant.has_changes = expires, True
        alone.tenant = tenant
        return tenant

    def forget(self, alone: Alone) -> None:
        """Forget a tenant that is deleted: the next call by that name finds a new world."""
        self.drop(alone)
        self.directory.forget(alone.name)

    def drop(self, alone: Alone) -> None:
        """Drop what memory has of a tenant, since the store has another state of it now."""
        if alone.tenant is not None:
            alone.tenant.is_stale = True
            alone.tenant.let_go()
        alone.tenant = None
        self.absent.forget(alone.name)
        self.damage.forget(alone.name)

    # ---- memory and the store

    def evict(self, tenant: Tenant) -> None:
        """Drop a tenant from memory: what the store has of it is the truth.

        Its clock and its number of calls are remembered, so that time does not go back and no
        request id is used twice, and what of the journal is still to be written.
        """
        if self.loaded.get(tenant.name) is tenant:
            del self.loaded[tenant.name]
        if self.directory.number(tenant.name) == tenant.number and not tenant.is_blank:
            self.absent.remember(tenant)
        tenant.let_go()

    def add_answered(self, name: str, entry: CallEntry) -> None:
        """Have an entry of the journal written for the tenant of that name, as it is now."""
        tenant = self.loaded.get(name)
        if tenant is None:
            self.absent.add_answered(name, entry)
        else:
            tenant.changes.answered.append(entry)

    def evict_idle(self) -> None:
        """Drop idle tenants from memory. Their clocks go on: they come back at the right time."""
        reading = self._system_clock.monotonic()
        for tenant in list(self.loaded.values()):
            is_idle = (
                reading - tenant.last_used > IDLE
                and not tenant.calls
                and tenant.world.next_due() is None
                and not len(tenant.world.steps)
            )
            if is_idle and not tenant.has_changes and not tenant.changes.answered:
                self.evict(tenant)

    async def settle(self) -> None:
        """Note in the store where the evicted tenants stand: it has allowed for more ahead.

        If that fails, they go on behind that.
        """
        with suppress(StorageError):
            await self._store.settle(self.absent.settled(self._system_clock.monotonic()))

    # ---- one at a time, by name

    @asynccontextmanager
    async def alone(self, name: str, *, for_move: bool = False) -> AsyncIterator[Alone]:
        """Keep all calls of a tenant away while the block does something to it as a whole.

        Calls in progress are waited for; those that come meanwhile wait, and find what there is
        afterwards. Whoever enters must not be one of the tenant's calls. Raises
        :class:`TenantAwayError` for a tenant that is leaving or has left, except *for_move*.
        """
        name = escape_invalid(name)
        await self._gate.opened_anyhow(name)
        if not for_move:
            self.moves.check(name)
        with self._gate.closed(name):
            alone = Alone(name, self.loaded.pop(name, None))
            try:
                if alone.tenant is not None:
                    await alone.tenant.drained()
                with self._reloaded_if_given_up(alone):
                    yield alone
            finally:
                if tenant := alone.usable:
                    self.loaded[name] = tenant

    @contextmanager
    def _reloaded_if_given_up(self, alone: Alone) -> Iterator[None]:
        """Drop the tenant from memory if the block is canceled: the store knows how far it came."""
        try:
            yield
        except asyncio.CancelledError:
            if alone.tenant is not None:
                alone.tenant.is_stale = True
                self.evict(alone.tenant)
            raise

    async def load(self, alone: Alone) -> Tenant:
        """The tenant that a block of :meth:`alone` is about, loaded if memory does not have it."""
        tenant = alone.tenant = alone.usable or await self._load(alone.name)
        return tenant

    async def load_or_blank(self, alone: Alone) -> Tenant:
        """The tenant as :meth:`load` returns it; a blank one in place of one that is damaged.

        Whoever makes the store agree with a blank one says so by :meth:`revive`.
        """
        try:
            tenant = await self.load(alone)
        except DamagedTenantError:
            tenant = alone.tenant = await self._blank(alone.name)
        return tenant

    def revive(self, tenant: Tenant) -> None:
        """Have calls find a tenant that was blank."""
        tenant.is_blank = False
        self.damage.forget(tenant.name)

    async def _open(self, name: str) -> Tenant:
        """Load a tenant, for this call and for those that wait; if that fails, it fails for all."""
        with self._gate.closed(name, fails_for_all=True):
            self.loaded[name] = tenant = await self._load(name)
        return tenant

    def _new(self, name: str) -> Tenant:
        """The tenant of a first call."""
        is_known = name in self.directory
        number = self.directory.make_number(name)
        if not is_known:
            self.directory.set_end(name, self._factory.usual_end())
        tenant = self._factory.new(number, name, TenantSpec())
        tenant.expires = self.directory.end(name)
        return tenant

    async def _load(self, name: str) -> Tenant:
        self.damage.check(name)
        try:
            stored = await self._store.load(name) if name in self.directory else None
            tenant = self._new(name) if stored is None else self._factory.restored(stored)
        except DamageError as problem:
            raise self.damage.note(name, problem.cause) from problem
        except DamagedTenantError as problem:
            raise self.damage.note(name, problem.reason) from problem
        self.absent.recall(tenant)
        return tenant
