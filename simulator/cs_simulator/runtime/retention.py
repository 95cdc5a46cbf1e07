"""Retention: journals have at most as much as the settings allow, so that no file grows for ever.

A tenant is looked at when it has had many calls since, or from time to time where calls may be kept
for a time only. What is to be dropped is noted in the tenant first, and dropped once that is
committed: so nothing is missing without being said, wherever the process ends. A tenant that is not
in memory has no new calls, and keeps what it has.
"""

import asyncio
from dataclasses import dataclass, field, replace
from weakref import WeakKeyDictionary

from cs_simulator.engine.world import World
from cs_simulator.runtime.committer import Committer
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.registry import Tenants
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.storage.history_size import Limits, Measured
from cs_simulator.storage.retention import Cut
from cs_simulator.storage.store import Store

# After so many calls of a tenant it is looked at again; earlier where few may be kept.
MANY_CALLS = 2000
# Real seconds after which it is looked at for the age of its calls.
PAUSE = 60.0


@dataclass(slots=True)
class _Known:
    """What is known of a tenant's journal."""

    calls: int
    """The number of the tenant's last call when it was looked at."""
    reading: float
    """When that was."""
    follows: bool
    """Whether something may still have to go with calls that were dropped."""
    measured: Measured = field(default_factory=Measured)


class Retention:
    """Drops the oldest calls of tenants in memory, in the background."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        tenants: Tenants,
        committer: Committer,
        system_clock: SystemClock,
    ) -> None:
        self._history = store.history
        self._tenants = tenants
        self._committer = committer
        self._system_clock = system_clock
        self._most, self._size = settings.journal_limit, settings.journal_size
        self._age = settings.longest_kept
        self._many = min(MANY_CALLS, self._most // 10 + 1) if self._most else MANY_CALLS
        self._lock = asyncio.Lock()
        self._known: WeakKeyDictionary[World, _Known] = WeakKeyDictionary()

    def is_wanted(self, name: str) -> bool:
        """Whether a tenant had so many calls since it was looked at that it is time to."""
        tenant = self._tenants.loaded.get(name)
        return tenant is not None and self._has_many_new(tenant)

    def measured(self, tenant: Tenant) -> Measured | None:
        """What the tenant's journal had when it was looked at; ``None`` if it was not."""
        known = self._known.get(tenant.world)
        return known.measured if known and known.measured.amounts else None

    def due(self) -> list[Tenant]:
        """The tenants in memory that it is time to look at."""
        return [tenant for tenant in self._tenants.loaded.values() if self._is_due(tenant)]

    def _has_many_new(self, tenant: Tenant) -> bool:
        known = self._known.get(tenant.world)
        return tenant.world.counts["call"] - (known.calls if known else 0) >= self._many

    def _is_due(self, tenant: Tenant) -> bool:
        known = self._known.get(tenant.world)
        if known is None or self._has_many_new(tenant):
            return True
        return bool(self._age) and self._system_clock.monotonic() - known.reading >= PAUSE

    async def keep_within(self, tenant: Tenant) -> None:
        """Drop what a tenant's journal has beyond the limits; raises ``StorageError``."""
        tenant.calls += 1  # nothing is done to it as a whole meanwhile
        try:
            async with self._lock:
                await self._drop_beyond(tenant, self._now_known(tenant))
        except BaseException:
            self._known.pop(tenant.world, None)  # it is looked at again
            raise
        finally:
            tenant.leave()

    def _now_known(self, tenant: Tenant) -> _Known:
        """What is known of a tenant's journal, as of now."""
        known = self._known.get(tenant.world)
        counts, reading = tenant.world.counts, self._system_clock.monotonic()
        known = (
            replace(known, calls=counts["call"], reading=reading)
            if known
            else _Known(counts["call"], reading, follows=counts["dropped"] > 0)
        )
        self._known[tenant.world] = known
        return known

    async def _drop_beyond(self, tenant: Tenant, known: _Known) -> None:
        limits, is_sure = self._limits(), False
        while cut := await self._find(tenant, limits, known, is_sure=is_sure):
            # Since it was measured, the journal may have been cleared, or been folded out of order.
            # Only now is the log folded for it: all that is in it would hold up every call.
            if not is_sure:
                known.measured, is_sure = Measured(), True
                continue
            if cut.calls:
                known.follows, limits = True, self._limits().eased
                tenant.note_dropped(cut.last, cut.calls)
                await self._committer.require_kept(tenant)
            await self._history.drop(cut)
            known.measured.forget(cut.freed)
        known.follows = False

    async def _find(
        self, tenant: Tenant, limits: Limits, known: _Known, *, is_sure: bool
    ) -> Cut | None:
        """The next piece that is to be dropped, once everything is measured."""
        number, measured, history = tenant.number, known.measured, self._history
        while await history.measure(number, measured, folds=is_sure):
            pass
        return await history.find_cut(number, limits, measured, follows=known.follows)

    def _limits(self) -> Limits:
        since = self._system_clock.wall() - self._age if self._age else 0
        return Limits(self._most, self._size, since)
