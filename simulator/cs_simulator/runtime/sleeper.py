"""Real time: the one sleeper that runs what has become due while no call came.

It looks up the next due instant, sleeps until then, and runs what is due. If it is late, or dies,
no caller sees a difference: every call runs what is due before it is answered.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from cs_simulator.runtime.committer import Committer
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.registry import Tenants
from cs_simulator.runtime.tenants.tenant import Tenant

# The longest and the shortest sleep in real seconds. The longest bounds how long an idle tenant
# stays in memory, the shortest how often the sleeper runs under a fast clock.
LONGEST, SHORTEST = 60.0, 0.02
# The longest where a scenario's file is watched: people who save it want to see its effect.
WATCHED = 1.0


class Sleeper:
    """Runs the timelines of all loaded tenants as their clocks move by themselves.

    *maintain* is called after each sleep of at most *longest* real seconds.
    """

    def __init__(
        self,
        tenants: Tenants,
        committer: Committer,
        system_clock: SystemClock,
        maintain: Callable[[], Awaitable[None]],
        longest: float = LONGEST,
    ) -> None:
        self._tenants = tenants
        self._committer = committer
        self._system_clock = system_clock
        self._maintain = maintain
        self._longest = longest
        self._wake = asyncio.Event()
        self._until = 0.0
        self._task = asyncio.create_task(self._run(), name="sleeper")

    def consider(self, tenant: Tenant) -> None:
        """Wake up earlier if something of the tenant is due before the sleep would end."""
        reading = self._system_clock.monotonic()
        seconds = _seconds_until_due(tenant, reading)
        if seconds is not None and reading + seconds < self._until:
            self._wake.set()

    async def close(self) -> None:
        """Stop; what is due later remains due."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            pause = max(self._seconds_until_next(), SHORTEST)
            self._until = self._system_clock.monotonic() + pause
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), pause)
            self._wake.clear()
            await self._run_due()
            self._tenants.evict_idle()
            await self._maintain()

    def _seconds_until_next(self) -> float:
        reading = self._system_clock.monotonic()
        waits = (_seconds_until_due(tenant, reading) for tenant in self._tenants.loaded.values())
        return min([self._longest, *(wait for wait in waits if wait is not None)])

    async def _run_due(self) -> None:
        for tenant in list(self._tenants.loaded.values()):
            if not tenant.world.clock.speed:
                continue
            try:
                tenant.catch_up(self._system_clock.monotonic())
            except Exception:  # noqa: BLE001 - the other tenants' timelines go on
                tenant.internal_errors += 1
                log.exception("timeline.broke", tenant=tenant.name)
                await asyncio.sleep(1)  # it will break again: do not spin
            if tenant.has_changes:
                self._committer.schedule(tenant)
            await asyncio.sleep(0)  # let calls in between


def _seconds_until_due(tenant: Tenant, reading: float) -> float | None:
    """Real seconds until the tenant's next due instant; ``None`` if its clock never gets there."""
    step = tenant.world.next_due()
    return None if step is None else tenant.world.clock.real_seconds_until(step.due, reading)
