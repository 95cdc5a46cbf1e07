"""Real time: the one sleeper that runs what has become due while no call came.

It looks up the next due instant, sleeps until then, and runs what is due. If it is late, no caller
sees a difference: every call runs what is due before it is answered.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from cs_simulator.engine import timeline
from cs_simulator.runtime.committer import Committer
from cs_simulator.runtime.slices import Slices, is_full
from cs_simulator.runtime.supervision import PAUSE, Supervision
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.behind import BehindError
from cs_simulator.runtime.tenants.registry import Tenants
from cs_simulator.runtime.tenants.tenant import Tenant

# The longest and the shortest sleep in real seconds. The longest bounds how long an idle tenant
# stays in memory, the shortest how often the sleeper runs under a fast clock.
LONGEST, SHORTEST = 60.0, 0.02
# The longest where a scenario's file is watched: people who save it want to see its effect.
WATCHED = 1.0
TIMELINE = "timeline"
# So many tenants are looked at in one turn of the event loop.
MANY_TENANTS = 100


class Sleeper:
    """Runs the timelines of all loaded tenants as their clocks move by themselves.

    *maintain* is called after each sleep of at most *longest* real seconds; earlier where something
    failed that is to be tried again.
    """

    def __init__(
        self,
        tenants: Tenants,
        committer: Committer,
        system_clock: SystemClock,
        supervision: Supervision,
        slices: Slices,
        maintain: Callable[[], None],
        longest: float = LONGEST,
    ) -> None:
        self._tenants = tenants
        self._committer = committer
        self._system_clock = system_clock
        self._supervision = supervision
        self._slices = slices
        self._maintain = maintain
        self._longest = longest
        self._wake = asyncio.Event()
        self._until = 0.0
        self._put_off: dict[str, float] = {}
        """Until which reading a tenant is left alone whose timeline broke, by its name."""
        self._task = supervision.run("sleeper", self._round)

    def wake(self) -> None:
        """Do the next round now."""
        self._wake.set()

    def consider(self, tenant: Tenant) -> None:
        """Wake up earlier if something of the tenant is due before the sleep would end."""
        reading = self._system_clock.monotonic()
        seconds = self._seconds_until_due(tenant, reading)
        if seconds is not None and reading + seconds < self._until:
            self._wake.set()

    async def close(self) -> None:
        """Stop; what is due later remains due."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _round(self) -> bool:
        pause = max(self._seconds_until_next(), SHORTEST)
        self._until = self._system_clock.monotonic() + pause
        with suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await self._wake.wait()
        self._wake.clear()
        await self._run_due()
        with self._supervision.part("eviction"):
            self._tenants.evict_idle()
        self._maintain()
        return True

    def _seconds_until_next(self) -> float:
        reading = self._system_clock.monotonic()
        tenants = self._tenants.loaded.values()
        longest = PAUSE if self._supervision.problems() else self._longest
        waits = (self._seconds_until_due(tenant, reading) for tenant in tenants)
        return min([longest, *(wait for wait in waits if wait is not None)])

    async def _run_due(self) -> None:
        for number, tenant in enumerate(list(self._tenants.loaded.values()), 1):
            if number % MANY_TENANTS == 0:
                await asyncio.sleep(0)  # let calls in between
            if not tenant.world.clock.speed or not self._may_run(tenant):
                continue
            if not self._has_work(tenant):
                continue
            try:
                async with self._slices.turn():
                    self._run_unit(tenant)
            except Exception as problem:  # noqa: BLE001 - the other tenants' timelines go on
                tenant.count_internal_error()
                self._put_off[tenant.name] = self._system_clock.monotonic() + PAUSE
                self._supervision.failed(TIMELINE, problem, tenant.name)
            else:
                self._supervision.works(TIMELINE, tenant.name)
            if tenant.has_changes:
                self._committer.schedule(tenant)

    def _has_work(self, tenant: Tenant) -> bool:
        """Whether something is due, and the store keeps up with what was run."""
        if not timeline.has_due(tenant.world, tenant.now(self._system_clock.monotonic())):
            self._supervision.works(TIMELINE, tenant.name)
            return False
        return not is_full(tenant)

    def _run_unit(self, tenant: Tenant) -> None:
        """Run one unit of what is due; the next round goes on."""
        if self._tenants.loaded.get(tenant.name) is tenant:  # and nothing has it for itself
            with suppress(BehindError):
                tenant.catch_up_again(self._system_clock.monotonic())

    def _may_run(self, tenant: Tenant) -> bool:
        """Whether it is time to run the tenant's timeline, which may have broken a moment ago."""
        until = self._put_off.get(tenant.name)
        if until is not None and until <= self._system_clock.monotonic():
            del self._put_off[tenant.name]
            return True
        return until is None

    def _seconds_until_due(self, tenant: Tenant, reading: float) -> float | None:
        """Real seconds until the tenant's timeline is run; ``None`` if nothing is ever due."""
        clock = tenant.world.clock
        step = tenant.world.next_due() if clock.speed else None
        if step is None:
            return None
        seconds = clock.real_seconds_until(step.due, reading)
        until = self._put_off.get(tenant.name)
        return seconds if seconds is None or until is None else max(seconds, until - reading)
