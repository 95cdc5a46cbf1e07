"""The simulator in asynchronous tests: nothing blocks the event loop."""

import asyncio
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from cs_simulator.testing.awaited.tenant import AwaitedTenant
from cs_simulator.testing.server import Simulator

if TYPE_CHECKING:
    from cs_simulator.client.virtual_time import VirtualTime


class AsyncTenant(AwaitedTenant):
    """A tenant with methods that are awaited: ``await tenant.clock.advance("5m")``."""

    def virtual_time(self) -> "VirtualTime":
        """A context manager, for ``async with`` and ``with``, in which sleeping moves the clock.

        It is that of :meth:`cs_simulator.client.Tenant.virtual_time`.
        """
        return self.blocking.virtual_time()


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
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await asyncio.to_thread(self._simulator.stop)

    async def tenant(self, **options: Any) -> AsyncTenant:
        """A new tenant, with the options of :meth:`Simulator.tenant`."""
        return AsyncTenant(await asyncio.to_thread(self._simulator.tenant, **options))
