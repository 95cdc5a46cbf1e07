"""The tenants of one store, by name: made or loaded on first use, evicted from memory when idle."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from cs_simulator.domain.clock import Clock
from cs_simulator.domain.errors import DamagedTenantError, UsageError
from cs_simulator.domain.records import Record
from cs_simulator.domain.utf8 import escape_invalid
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.factory import DEFAULT, TenantFactory
from cs_simulator.runtime.tenants.spec import TenantSpec
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.storage.errors import DamageError
from cs_simulator.storage.store import Store

__all__ = ["DEFAULT", "Tenants"]

# A tenant without a call for this many real seconds, and with nothing in progress, is evicted from
# memory; a thousand of them then cost a name and a clock each.
IDLE = 600.0
# The journal entries that are remembered of a tenant while the store cannot be written.
MANY_ANSWERED = 1000


@dataclass(slots=True)
class _Remembered:
    """What is remembered of a tenant that was dropped from memory."""

    clock: Clock
    calls: int
    """The number of its calls."""
    answered: list[Record]
    """Entries of its journal that could not be written, of calls that were answered."""


class Tenants:
    """All tenants of one store."""

    def __init__(self, store: Store, factory: TenantFactory, system_clock: SystemClock) -> None:
        self._store = store
        self._factory = factory
        self._metrics = factory.metrics
        self._system_clock = system_clock
        self._numbers: dict[str, int] = {}
        self._last_number = 0
        self._expires: dict[str, int] = {}
        self._evicted: dict[str, _Remembered] = {}
        """What is known of the tenants that were in memory and no longer are."""
        self._loading: dict[str, asyncio.Future[Tenant]] = {}
        self.loaded: dict[str, Tenant] = {}
        self.damaged: dict[str, str] = {}
        """Why tenants cannot be loaded, by name, as far as that was tried."""

    async def open(self) -> None:
        """Load the tenants with something in progress; the others are loaded on first use.

        One that cannot be loaded keeps no other from it.
        """
        for number, name, expires in await self._store.tenants():
            self._numbers[name] = number
            self._last_number = max(self._last_number, number)
            if expires:
                self._expires[name] = expires
        for name in await self._store.tenants_with_steps():
            with suppress(DamagedTenantError):
                await self.get(name)

    # ---- finding them

    async def get(self, name: str) -> Tenant:
        """The tenant of that name, loaded from the store, or new.

        Raises :class:`DamagedTenantError` if what the store has of it cannot be loaded.
        """
        name = escape_invalid(name)
        if tenant := self.loaded.get(name):
            return tenant
        if name in self._loading:  # for another call
            return await asyncio.shield(self._loading[name])
        return await self._publish(name, self._announce(name), self._load(name))

    async def get_or_blank(self, name: str) -> Tenant:
        """The tenant of that name; in place of one that cannot be loaded, one without anything.

        That one can be reset or deleted, and its snapshots can be found by its number.
        """
        try:
            return await self.get(name)
        except DamagedTenantError:
            tenant = self._factory.blank(self._numbers[name], name, await self._store.spec(name))
            tenant.expires = self._expires.get(name, 0)
            return tenant

    def revive(self, tenant: Tenant) -> None:
        """Have a tenant that was blank, and is whole again, in place of a damaged one."""
        if self.damaged.pop(tenant.name, None) is not None:
            self.loaded[tenant.name] = tenant

    def __contains__(self, name: str) -> bool:
        return name in self._numbers or name in self.loaded

    def names(self) -> list[str]:
        """The names of all tenants, in memory or not."""
        return sorted({*self._numbers, *self.loaded})

    def expired(self) -> list[str]:
        """The names of the tenants whose end has come."""
        now = self._system_clock.wall()
        return [name for name, expires in self._expires.items() if expires <= now]

    # ---- making and deleting them

    async def make(self, name: str, spec: TenantSpec, expires: int = 0) -> Tenant:
        """A new tenant as *spec* says, which is deleted at the real instant *expires*; 0 for never.

        Raises :class:`UsageError` if there is one of that name, and ``ValueError`` for fixtures
        that contradict each other.
        """
        tenant = self._factory.new(0, name, spec)
        tenant.number = self.claim(name)
        self.set_end(tenant, expires)
        self.loaded[name] = tenant
        return tenant

    def set_end(self, tenant: Tenant, expires: int) -> None:
        """Have a tenant deleted at a real instant; 0 for never."""
        tenant.expires = expires
        tenant.has_changes = True
        if expires:
            self._expires[tenant.name] = expires

    def claim(self, name: str) -> int:
        """The number of a new tenant that the store is about to get; raises :class:`UsageError`."""
        if name in self:
            raise UsageError(f"there is a tenant {name!r} already")
        return self._number(name)

    def forget(self, tenant: Tenant) -> None:
        """Forget a deleted tenant: the next call by that name finds a new world."""
        self.loaded.pop(tenant.name, None)
        self._evicted.pop(tenant.name, None)
        self._numbers.pop(tenant.name, None)
        self._expires.pop(tenant.name, None)
        self.damaged.pop(tenant.name, None)

    def _number(self, name: str) -> int:
        """The number of that name. None is ever used again, so that no row changes its owner."""
        if name not in self._numbers:
            self._last_number += 1
            self._numbers[name] = self._last_number
        return self._numbers[name]

    # ---- memory and the store

    def evict(self, tenant: Tenant) -> None:
        """Drop a tenant from memory: what the store has of it is the truth.

        Only the clock and the number of calls are remembered, so that time does not go back and no
        request id is used twice, and what of the journal is still to be written.
        """
        if self.loaded.get(tenant.name) is tenant:
            del self.loaded[tenant.name]
            world = tenant.world
            answered = tenant.changes.answered[-MANY_ANSWERED:]
            self._metrics.lost_entries += len(tenant.changes.answered) - len(answered)
            self._evicted[tenant.name] = _Remembered(world.clock, world.counts["call"], answered)

    def add_answered(self, name: str, entry: Record) -> Tenant | None:
        """Have an entry of the journal written for the tenant of that name, as it is now.

        Returns the tenant if it is in memory. Without a tenant there is no journal either.
        """
        tenant, remembered = self.loaded.get(name), self._evicted.get(name)
        if tenant is not None:
            tenant.changes.answered.append(entry)
        elif remembered is not None:
            if len(remembered.answered) < MANY_ANSWERED:
                remembered.answered.append(entry)
            else:
                self._metrics.lost_entries += 1
        return tenant

    def with_entries_to_write(self) -> list[str]:
        """The names of tenants that are not in memory, and whose journal is still to be written."""
        return [name for name, remembered in self._evicted.items() if remembered.answered]

    def evict_idle(self) -> None:
        """Drop idle tenants from memory. Their clocks go on: they come back at the right time."""
        reading = self._system_clock.monotonic()
        for tenant in list(self.loaded.values()):
            is_idle = (
                reading - tenant.last_used > IDLE
                and tenant.world.next_due() is None
                and not len(tenant.world.steps)
            )
            if is_idle and not tenant.has_changes and not tenant.changes.answered:
                self.evict(tenant)

    @asynccontextmanager
    async def replacing(self, tenant: Tenant) -> AsyncIterator[None]:
        """Discard what memory has of a tenant while the block replaces what the store has of it.

        Calls that come meanwhile wait, and find what the store has afterwards.
        """
        name = tenant.name
        announced = self._announce(name)
        self.loaded.pop(name, None)
        self._evicted.pop(name, None)
        self.damaged.pop(name, None)
        tenant.is_stale = True
        try:
            yield
        finally:
            await self._publish(name, announced, self._load(name))

    def _announce(self, name: str) -> "asyncio.Future[Tenant]":
        """Make other calls of that tenant wait until it is loaded."""
        announced = self._loading[name] = asyncio.get_running_loop().create_future()
        return announced

    async def _publish(
        self, name: str, announced: "asyncio.Future[Tenant]", loading: Awaitable[Tenant]
    ) -> Tenant:
        """Load a tenant, for this call and for those that wait; if that fails, it fails for all."""
        try:
            self.loaded[name] = tenant = await loading
            announced.set_result(tenant)
        except BaseException as problem:
            announced.set_exception(problem)
            announced.exception()  # retrieved, lest asyncio complains where no call waits
            raise
        finally:
            del self._loading[name]
        return tenant

    async def _load(self, name: str) -> Tenant:
        if name in self.damaged:
            raise DamagedTenantError(name, self.damaged[name])
        try:
            stored = await self._store.load(name) if name in self._numbers else None
            if stored is None:
                tenant = self._factory.new(self._number(name), name, TenantSpec())
            else:
                tenant = self._factory.restored(stored)
        except (DamageError, DamagedTenantError) as problem:
            raise self._note_damage(name, problem) from problem
        if name in self._evicted:
            world, remembered = tenant.world, self._evicted.pop(name)
            world.clock = remembered.clock
            world.counts["call"] = max(world.counts["call"], remembered.calls)
            tenant.changes.answered.extend(remembered.answered)
        return tenant

    def _note_damage(self, name: str, problem: DamageError | DamagedTenantError) -> Exception:
        """Remember, and log, why a tenant cannot be loaded; returns what to raise."""
        reason = problem.reason if isinstance(problem, DamagedTenantError) else str(problem)
        self.damaged[name] = reason
        log.error("tenant.damaged", tenant=name, reason=reason)
        return DamagedTenantError(name, reason)
