"""The same for asynchronous tests: nothing blocks the event loop."""

import asyncio
from types import TracebackType
from typing import Any, Self

from cs_simulator.client import Tenant
from cs_simulator.testing.server import Simulator


class Awaited:
    """Something whose methods block, as one whose methods are awaited."""

    def __init__(self, blocking: Any) -> None:
        self._blocking = blocking

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._blocking, name)
        if not callable(found):
            return found

        async def awaited(*args: Any, **kwargs: Any) -> Any:
            return await asyncio.to_thread(found, *args, **kwargs)

        return awaited


class AsyncTenant(Awaited):
    """A tenant whose methods, and its parts' too, are awaited: ``await t.clock.advance("5m")``."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant)
        self.blocking = tenant
        """The same tenant for code that may block."""
        self.clock = Awaited(tenant.clock)
        self.clusters = Awaited(tenant.clusters)
        self.tasks = Awaited(tenant.tasks)
        self.calls = Awaited(tenant.calls)
        self.faults = Awaited(tenant.faults)


class AsyncSimulator:
    """``async with AsyncSimulator() as sim: tenant = await sim.tenant()``."""

    def __init__(self, url: str = "", **settings: Any) -> None:
        self._simulator = Simulator(url, **settings)

    @property
    def url(self) -> str:
        """Its address."""
        return self._simulator.url

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self._simulator.start)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await asyncio.to_thread(self._simulator.stop)

    async def tenant(self, **options: Any) -> AsyncTenant:
        """A new tenant, with the options of :meth:`Simulator.tenant`."""
        return AsyncTenant(await asyncio.to_thread(self._simulator.tenant, **options))
