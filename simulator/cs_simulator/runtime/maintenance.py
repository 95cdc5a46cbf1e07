"""What comes up from time to time. What fails is tried again, and stops nothing else.

Each duty is a task of its own, since it may have to wait for a tenant that is in use.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from cs_simulator.runtime.committer import Committer
from cs_simulator.runtime.lifecycle import Lifecycle
from cs_simulator.runtime.retention import Retention
from cs_simulator.runtime.slices import Slices
from cs_simulator.runtime.supervision import Supervision
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.factory import TenantFactory
from cs_simulator.runtime.tenants.registry import Tenants

# Under these names failures are reported.
EXPIRY, JOURNAL, SCENARIO, RETENTION = "expiry", "journal", "scenario", "retention"
# How long, in real seconds, the end of one tenant may wait for its calls before that of the next.
PATIENCE = 10.0


class Maintenance:
    """Ends tenants, writes what journals lack, bounds them, reads a scenario that has changed."""

    def __init__(
        self,
        tenants: Tenants,
        factory: TenantFactory,
        committer: Committer,
        supervision: Supervision,
        lifecycle: Lifecycle,
        slices: Slices,
        retention: Retention,
        system_clock: SystemClock,
    ) -> None:
        self._tenants = tenants
        self._factory = factory
        self._committer = committer
        self._supervision = supervision
        self._lifecycle = lifecycle
        self._slices = slices
        self._retention = retention
        self._system_clock = system_clock
        self._outdated: set[str] = set()
        """The names of the tenants that have an earlier state of the scenario's file."""
        duties = {
            EXPIRY: self._delete_expired,
            JOURNAL: self.write_journals,
            SCENARIO: self._read_scenario,
            RETENTION: self._keep_within_limits,
        }
        self._requests = {name: asyncio.Event() for name in duties}
        self._duties = [
            supervision.run(name, partial(self._round, self._requests[name], duty))
            for name, duty in duties.items()
        ]

    def request(self, *names: str) -> None:
        """Have these duties done, or all, without waiting for it."""
        for name in names or self._requests:
            self._requests[name].set()

    async def close(self) -> None:
        """Stop, and write at last what journals still lack."""
        for duty in self._duties:
            duty.cancel()
        await asyncio.gather(*self._duties, return_exceptions=True)
        await self.write_journals()

    async def do_round(self) -> None:
        """Do what there is to do."""
        await self._delete_expired()
        await self.write_journals()
        await self._read_scenario()
        await self._keep_within_limits()

    async def _round(self, requested: asyncio.Event, duty: Callable[[], Awaitable[None]]) -> bool:
        await requested.wait()
        requested.clear()
        await duty()
        return True

    async def _delete_expired(self) -> None:
        for name in self._tenants.directory.ended():
            if self._tenants.moves.is_leaving(name):
                continue  # its end goes with it
            with self._supervision.part(EXPIRY, name):
                async with asyncio.timeout(PATIENCE):
                    await self._lifecycle.end(name)

    async def write_journals(self) -> None:
        """Load the tenants whose journals could not be written; the next group writes them."""
        for name in self._tenants.absent.with_answered():
            with self._supervision.part(JOURNAL, name):
                self._committer.schedule(await self._tenants.get(name))

    async def _keep_within_limits(self) -> None:
        """Drop what journals of tenants in memory have beyond their limits."""
        for tenant in self._retention.due():
            with self._supervision.part(RETENTION, tenant.name):
                await self._retention.keep_within(tenant)
        for task, name in list(self._supervision.tenant_reasons):
            if task == RETENTION and name not in self._tenants.loaded:
                self._supervision.works(RETENTION, name)

    async def _read_scenario(self) -> None:
        if self._factory.server_scenario.read_again():
            self._outdated.update(self._tenants.loaded)
        for name in list(self._outdated):
            with self._supervision.part(SCENARIO, name):
                await self._refresh_scenario(name)
                self._outdated.discard(name)

    async def _refresh_scenario(self, name: str) -> None:
        """Give a tenant in memory the scenario as its file is now; one that is loaded gets it."""
        if (tenant := self._tenants.loaded.get(name)) is None:
            return
        tenant.calls += 1
        try:
            await self._slices.catch_up(tenant, self._system_clock)
            self._factory.refresh_scenario(tenant)
            self._committer.schedule(tenant)
        finally:
            tenant.leave()
