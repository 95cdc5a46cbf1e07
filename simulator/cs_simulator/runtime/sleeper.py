"""Real time: the one sleeper that runs what has come due while nobody called.

It asks for the next due instant, sleeps until then, and runs it. It may be late, or die, without
anyone noticing a difference: every call runs what is due before it is answered.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from cs_simulator.runtime.committer import Committer
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.registry import Tenants

# The longest and the shortest sleep in real seconds. The longest bounds how long an idle tenant
# stays in memory, the shortest how often a fast clock makes the sleeper work.
LONGEST, SHORTEST = 60.0, 0.02
# The longest where a scenario's file is watched: people who save it look at what becomes of it.
WATCHED = 1.0


class Sleeper:
    """Runs the timelines of all loaded tenants as their clocks move by themselves."""

    def __init__(
        self,
        tenants: Tenants,
        committer: Committer,
        edge: SystemClock,
        tidy: Callable[[], Awaitable[None]],
        longest: float = LONGEST,
    ) -> None:
        self._tenants = tenants
        self._tidy = tidy
        self._longest = longest
        self._committer = committer
        self._edge = edge
        self._wake = asyncio.Event()
        self._until = 0.0
        self._task = asyncio.create_task(self._run(), name="sleeper")

    def consider(self, seconds: float | None) -> None:
        """Wake up earlier if something is due in fewer real *seconds* than now thought."""
        if seconds is not None and self._edge.monotonic() + seconds < self._until:
            self._wake.set()

    async def close(self) -> None:
        """Stop; what is due later stays due."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            pause = max(self._seconds_until_next(), SHORTEST)
            self._until = self._edge.monotonic() + pause
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), pause)
            self._wake.clear()
            await self._run_due()
            self._tenants.rest()
            await self._tidy()

    def _seconds_until_next(self) -> float:
        reading = self._edge.monotonic()
        waits = [self._longest]
        for tenant in self._tenants.loaded.values():
            step = tenant.world.next_due()
            if step is not None:
                seconds = tenant.world.clock.real_seconds_until(step.due, reading)
                if seconds is not None:
                    waits.append(seconds)
        return min(waits)

    async def _run_due(self) -> None:
        for tenant in list(self._tenants.loaded.values()):
            if not tenant.world.clock.speed:
                continue
            try:
                tenant.catch_up(self._edge.monotonic())
            except Exception:  # noqa: BLE001 - one tenant's trouble is not the others'
                tenant.internal_errors += 1
                log.exception("timeline.broke", tenant=tenant.name)
                await asyncio.sleep(1)  # it will break again: do not spin
            if tenant.has_changes:
                self._committer.note(tenant)
            await asyncio.sleep(0)  # let calls in between
