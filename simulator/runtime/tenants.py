"""The tenants: made or loaded on first use, dropped from memory when idle."""

import asyncio

import orjson

from simulator.domain.clock import Clock, ClockMode
from simulator.engine.redaction import writable
from simulator.engine.world import World
from simulator.operations import ErrorKeys
from simulator.runtime.edge import Edge
from simulator.runtime.settings import Settings
from simulator.runtime.tenant import Tenant
from simulator.storage.store import Store, Stored

DEFAULT = "default"


# A tenant that nobody called for this many real seconds, and for which nothing is under way,
# leaves memory; a thousand of them then cost a name and a clock each.
IDLE = 600.0


class Tenants:
    """All tenants of one store, by name."""

    def __init__(self, store: Store, settings: Settings, edge: Edge) -> None:
        self._store = store
        self._settings = settings
        self._edge = edge
        self._numbers: dict[str, int] = {}
        self._resting: dict[str, tuple[Clock, int]] = {}
        self._loading: dict[str, asyncio.Future[Tenant]] = {}
        self.loaded: dict[str, Tenant] = {}

    async def open(self) -> None:
        """Load the tenants for which something is under way; the others come on first use."""
        self._numbers = await self._store.tenants()
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

    async def _load(self, name: str) -> Tenant:
        stored = await self._store.load(name) if name in self._numbers else None
        if stored is None:
            number = self._numbers.setdefault(name, max(self._numbers.values(), default=0) + 1)
            world = self.new_world(name)
        else:
            number, world = stored.head.number, self._restored(stored)
        if name in self._resting:
            world.clock, calls = self._resting.pop(name)
            world.counts["call"] = max(world.counts["call"], calls)
        return self._tenant(number, name, world)

    def _restored(self, stored: Stored) -> World:
        head = stored.head
        clock = Clock(
            mode=ClockMode(head.clock_mode),
            anchor=head.now,
            reading=self._edge.monotonic(),
            rate=head.clock_rate,
        )
        world = World(
            origin=head.origin, seed=head.seed, clock=clock, options=self._settings.options()
        )
        world.counts.update(orjson.loads(head.counts))
        for table, records in stored.records.items():
            for record in records:
                world.restore(table, record)
        return world

    def new_world(self, name: str) -> World:
        """A world as it is before the first call."""
        settings = self._settings
        return World(
            origin=name,
            seed=settings.seed,
            clock=Clock(
                mode=ClockMode(settings.clock),
                anchor=settings.start_instant(self._edge.wall()),
                reading=self._edge.monotonic(),
                rate=settings.rate,
            ),
            options=settings.options(),
        )

    def _tenant(self, number: int, name: str, world: World) -> Tenant:
        return Tenant(
            number=number,
            name=name,
            world=world,
            error_keys=ErrorKeys(self._settings.error_keys),
            journal=self._settings.journal,
        )

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
            is_idle = reading - tenant.used > IDLE and not len(tenant.world.steps)
            if is_idle and not tenant.has_changes and not tenant.changes.entries:
                self.forget(tenant)
