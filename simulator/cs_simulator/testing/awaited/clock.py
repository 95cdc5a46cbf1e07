"""``Clock``, awaited. It is made by ``python -m tests.testing.awaited``."""

from cs_simulator.client.clock import Clock
from cs_simulator.server.control.contract import clock as contract
from cs_simulator.testing.awaited.part import AwaitedPart


class AwaitedClock(AwaitedPart[Clock]):
    """The tenant's virtual time."""

    async def get(self) -> contract.Clock:
        """Mode, rate, the virtual instant, and when the next step is due."""
        return await self._wait(self.blocking.get)

    @property
    def now(self) -> str:
        """The virtual instant, as RFC 3339 in UTC."""
        return self.blocking.now

    async def set(
        self, mode: str, rate: float | None = None, interval: str | float | None = None
    ) -> contract.Clock:
        """Change what moves time: ``frozen``, ``polling``, ``scaled``, ``realtime``."""
        return await self._wait(self.blocking.set, mode, rate, interval)

    async def advance(self, by: str | float) -> contract.Advanced:
        """Move time by ``"5m"`` or seconds, and run what is due; returns ``{now, ran, next}``."""
        return await self._wait(self.blocking.advance, by)

    async def advance_to(self, instant: str) -> contract.Advanced:
        """Move time to an instant, and run what is due."""
        return await self._wait(self.blocking.advance_to, instant)

    async def until(
        self, *, cluster: str = "", task: str = "", state: str = ""
    ) -> contract.Advanced:
        """Move time until a cluster or a task has reached a state, or else until all is done."""
        return await self._wait(self.blocking.until, cluster=cluster, task=task, state=state)

    async def settle(self) -> contract.Advanced:
        """Move time until nothing is in progress, without waiting for what is planned."""
        return await self._wait(self.blocking.settle)
