"""One group of a group commit: the changes of some tenants, and what became of them."""

from typing import NamedTuple

from cs_simulator.domain.clock import Clock
from cs_simulator.runtime.metrics import Metrics
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.storage.changes import Changes, TenantRow
from cs_simulator.storage.errors import concerns_all
from cs_simulator.storage.store import Store


class Part(NamedTuple):
    """What a group has of one tenant."""

    tenant: Tenant
    changes: Changes
    clock: Clock
    serial: int
    """The last serial that the tenant's world had given."""


class CommitGroup:
    """The changes of some tenants, written together if possible, and else one by one.

    A tenant that is neither in *kept* nor in *problems* was not written either. Behind a group that
    *is_last*, nothing is shown any more.
    """

    def __init__(self, parts: list[Part], *, is_last: bool = False) -> None:
        self.parts = parts
        self._is_last = is_last
        self.kept: set[Tenant] = set()
        self.problems: dict[Tenant, Exception] = {}

    async def write(self, store: Store, system_clock: SystemClock, metrics: Metrics) -> None:
        """Write the parts. Whatever fails is one of the *problems*."""
        reading = system_clock.monotonic()
        rows = self._rows(reading, system_clock.boot)
        if not rows:
            return
        if not await self._commit(store, rows) and len(rows) > 1:
            for row in rows:
                await self._commit(store, [row])
        if self.kept:
            metrics.commit(len(self.kept), system_clock.monotonic() - reading)

    def _rows(self, reading: float, boot: str) -> list[tuple[Part, TenantRow]]:
        """Each part with its tenant's own row; one that cannot be made is a problem of its own."""
        rows = []
        for part in self.parts:
            try:
                row = part.tenant.row(reading, boot, is_last=self._is_last)
                rows.append((part, row))
            except Exception as problem:  # noqa: BLE001 - the others' are written all the same
                self.problems[part.tenant] = problem
        return rows

    async def _commit(self, store: Store, rows: list[tuple[Part, TenantRow]]) -> bool:
        """Write in one transaction, and return whether that succeeded."""
        try:
            await store.write([(row, part.changes) for part, row in rows])
        except Exception as problem:  # noqa: BLE001 - whatever it was, nothing is committed
            self.problems.update((part.tenant, problem) for part, _ in rows)
            return False
        for part, _ in rows:
            part.tenant.kept_clock, part.tenant.kept_serial = part.clock, part.serial
            if part.changes.clearing is not None:
                part.tenant.calls_before = 0
            self.kept.add(part.tenant)
            part.tenant.allowance = part.tenant.next_allowance
            self.problems.pop(part.tenant, None)
        return True

    @property
    def store_problem(self) -> Exception | None:
        """A problem of the store itself, not of what one tenant has."""
        problems = self.problems.values()
        return next((problem for problem in problems if concerns_all(problem)), None)
