"""The tenants: made or loaded on first use, dropped from memory when idle."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import orjson

from cs_simulator.domain.clock import Clock, ClockMode
from cs_simulator.domain.errors import UsageError
from cs_simulator.domain.randomness import DerivedSequence
from cs_simulator.engine.redaction import writable
from cs_simulator.engine.world import World
from cs_simulator.operations import ErrorKeys
from cs_simulator.runtime.files import config_dir, fixture_files
from cs_simulator.runtime.files.server_scenario import CommonScenario
from cs_simulator.runtime.metrics import Metrics
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.spec import TenantSpec
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.storage.store import Store, Stored

DEFAULT = "default"


# A tenant that nobody called for this many real seconds, and for which nothing is under way,
# leaves memory; a thousand of them then cost a name and a clock each.
IDLE = 600.0


class Tenants:
    """All tenants of one store, by name."""

    def __init__(self, store: Store, settings: Settings, edge: SystemClock) -> None:
        self._store = store
        self._settings = settings
        self._edge = edge
        folder = settings.config_dir
        self._fixtures = fixture_files.read(settings.fixtures, config_dir.fixtures(folder))
        self.common = CommonScenario(
            settings.scenario or config_dir.default_scenario(folder), config_dir.scenarios(folder)
        )
        self.counts = Metrics()
        self._numbers: dict[str, int] = {}
        self._last_number = 0
        self._expires: dict[str, int] = {}
        self._resting: dict[str, tuple[Clock, int]] = {}
        self._loading: dict[str, asyncio.Future[Tenant]] = {}
        self.loaded: dict[str, Tenant] = {}

    async def open(self) -> None:
        """Load the tenants for which something is under way; the others come on first use."""
        self.common.read()
        self.check_fixtures()
        for number, name, expires in await self._store.tenants():
            self._numbers[name] = number
            self._last_number = max(self._last_number, number)
            if expires:
                self._expires[name] = expires
        for name in await self._store.tenants_with_steps():
            await self.get(name)

    async def get(self, name: str) -> Tenant:
        """The tenant of that name, loaded from the store, or new."""
        name = writable(name)
        if tenant := self.loaded.get(name):
            return tenant
        if name in self._loading:  # another call is at it
            return await asyncio.shield(self._loading[name])
        loading = self._loading[name] = asyncio.get_running_loop().create_future()
        try:
            self.loaded[name] = tenant = await self._load(name)
            loading.set_result(tenant)
        except BaseException as problem:
            loading.set_exception(problem)
            loading.exception()  # whoever waits gets it; nobody may
            raise
        finally:
            del self._loading[name]
        return tenant

    async def make(self, name: str, spec: TenantSpec, expires: int = 0) -> Tenant:
        """A new tenant, made on purpose.

        Raises :class:`UsageError` if there is one of that name, and ``ValueError`` for fixtures
        that contradict each other.
        """
        tenant = self._tenant(0, name, self.new_world(name, spec))
        tenant.spec = spec
        self.furnish(tenant)
        tenant.number = self.claim(name)
        self.end_at(tenant, expires)
        self.loaded[name] = tenant
        return tenant

    def end_at(self, tenant: Tenant, expires: int) -> None:
        """Let a tenant end at a real instant; 0 for never."""
        tenant.expires = expires
        tenant.has_changes = True
        if expires:
            self._expires[tenant.name] = expires

    def __contains__(self, name: str) -> bool:
        return name in self._numbers or name in self.loaded

    def names(self) -> list[str]:
        """The names of all tenants, in memory or not."""
        return sorted({*self._numbers, *self.loaded})

    def expired(self) -> list[str]:
        """The names of the tenants whose time is over."""
        now = self._edge.wall()
        return [name for name, expires in self._expires.items() if expires <= now]

    def _number(self, name: str) -> int:
        """The number of that name. None is ever given again, so that no row changes its owner."""
        if name not in self._numbers:
            self._last_number += 1
            self._numbers[name] = self._last_number
        return self._numbers[name]

    async def _load(self, name: str) -> Tenant:
        stored = await self._store.load(name) if name in self._numbers else None
        if stored is None:
            tenant = self._tenant(self._number(name), name, self.new_world(name))
            self.furnish(tenant)
        else:
            tenant = self._restored(stored)
        if name in self._resting:
            world = tenant.world
            world.clock, calls = self._resting.pop(name)
            world.counts["call"] = max(world.counts["call"], calls)
        return tenant

    def _restored(self, stored: Stored) -> Tenant:
        head = stored.head
        spec = TenantSpec.read(head.spec)
        world = self.new_world(head.name, spec)
        world.origin, world.seed = head.origin, head.seed
        world.requests = DerivedSequence(head.seed, head.origin, "request")
        world.clock = Clock(
            mode=ClockMode(head.clock_mode),
            anchor=head.now,
            reading=self._edge.monotonic(),
            rate=head.clock_rate,
        )
        world.counts.update(orjson.loads(head.counts))
        world.last_seen.update(orjson.loads(head.last_seen))
        for table, records in stored.records.items():
            for record in records:
                world.restore(table, record)
        tenant = self._tenant(head.number, head.name, world)
        tenant.spec, tenant.expires = spec, head.expires
        self.renew(tenant)
        return tenant

    def new_world(self, name: str, spec: TenantSpec | None = None) -> World:
        """A world as it is before the first call."""
        spec = spec or TenantSpec()
        text = spec.scenario or self.common.text
        if text:
            spec = spec.after(orjson.loads(text))
        return spec.world(name, self._settings, self._edge)

    def furnish(self, tenant: Tenant) -> None:
        """Put into a new world what the tenant finds there from the beginning."""
        reading, spec = self._edge.monotonic(), tenant.spec
        if self._fixtures or spec.fixtures:
            tenant.change(reading, lambda unit: fixture_files.put(unit, self._fixtures, spec))
        if spec.scenario or self.common.path:
            tenant.change(reading, lambda unit: self.common.begin(unit, spec.scenario))

    def renew(self, tenant: Tenant) -> None:
        """Give a tenant the common scenario as its file is now, if it has an older one."""
        if self.common.is_newer_than(tenant.world.scenario):
            tenant.change(self._edge.monotonic(), self.common.edit)

    def check_fixtures(self) -> None:
        """Raise :class:`UsageError` if what every tenant is to find does not fit together."""
        spec = TenantSpec()
        tenant = self._tenant(0, DEFAULT, self.new_world(DEFAULT))
        for option, put in (
            ("--fixtures", lambda unit: fixture_files.put(unit, self._fixtures, spec)),
            ("--scenario", lambda unit: self.common.begin(unit, spec.scenario)),
        ):
            try:
                tenant.change(self._edge.monotonic(), put)
            except ValueError as problem:
                raise UsageError(f"{option}: {problem}") from None

    def _tenant(self, number: int, name: str, world: World) -> Tenant:
        return Tenant(
            number=number,
            name=name,
            world=world,
            error_keys=ErrorKeys(self._settings.error_keys),
            journal=self._settings.journal,
            counts=self.counts,
        )

    @asynccontextmanager
    async def replacing(self, tenant: Tenant) -> AsyncIterator[None]:
        """While the block runs, what the store has of a tenant becomes something else.

        Calls that come meanwhile wait, and find what is there afterwards; what memory had of the
        tenant is given up.
        """
        name = tenant.name
        waiting = self._loading[name] = asyncio.get_running_loop().create_future()
        self.loaded.pop(name, None)
        self._resting.pop(name, None)
        tenant.is_lost = True
        try:
            yield
        finally:
            try:
                self.loaded[name] = loaded = await self._load(name)
                waiting.set_result(loaded)
            except BaseException as problem:
                waiting.set_exception(problem)
                waiting.exception()  # whoever waits gets it; nobody may
                raise
            finally:
                del self._loading[name]

    def claim(self, name: str) -> int:
        """The number of a new tenant that the store is about to get; raises :class:`UsageError`."""
        if name in self._numbers or name in self.loaded:
            raise UsageError(f"there is a tenant {name!r} already")
        return self._number(name)

    def drop(self, tenant: Tenant) -> None:
        """Forget a tenant for good: whoever comes by that name next finds a new world."""
        self.loaded.pop(tenant.name, None)
        self._resting.pop(tenant.name, None)
        self._numbers.pop(tenant.name, None)
        self._expires.pop(tenant.name, None)

    def forget(self, tenant: Tenant) -> None:
        """Drop a tenant from memory: what the store has of it is the truth.

        Only the clock and the number of calls are remembered, so that time does not go back and no
        request id is given twice.
        """
        if self.loaded.get(tenant.name) is tenant:
            del self.loaded[tenant.name]
            world = tenant.world
            self._resting[tenant.name] = (world.clock, world.counts["call"])

    def rest(self) -> None:
        """Drop idle tenants from memory. Their clocks go on: they come back at the right time."""
        reading = self._edge.monotonic()
        for tenant in list(self.loaded.values()):
            is_idle = (
                reading - tenant.used > IDLE
                and tenant.world.next_due() is None
                and not len(tenant.world.steps)
            )
            if is_idle and not tenant.has_changes and not tenant.changes.entries:
                self.forget(tenant)
