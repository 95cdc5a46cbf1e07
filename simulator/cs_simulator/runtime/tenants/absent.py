"""What is known of tenants that were in memory and no longer are."""

from dataclasses import dataclass

from cs_simulator.domain.clock import Clock
from cs_simulator.domain.records import CallEntry
from cs_simulator.runtime.metrics import Metrics
from cs_simulator.runtime.tenants.allowance import Allowance
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.storage.changes import Settled

# The journal entries that are remembered of a tenant while the store cannot be written.
MANY_ANSWERED = 1000


@dataclass(slots=True)
class _Remembered:
    clock: Clock
    calls: int
    """The number of its calls."""
    allowance: Allowance
    answered: list[CallEntry]
    """Entries of its journal that could not be written, of calls that were answered."""


class Absent:
    """What is remembered, so that time does not go back and no request id is used twice."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._remembered: dict[str, _Remembered] = {}

    def remember(self, tenant: Tenant) -> None:
        """Remember a tenant that leaves memory."""
        world = tenant.world
        answered = tenant.changes.answered[-MANY_ANSWERED:]
        self._metrics.lost_entries += len(tenant.changes.answered) - len(answered)
        self._remembered[tenant.name] = _Remembered(
            world.clock,
            max(world.counts["call"], tenant.calls_before),
            tenant.allowance,
            answered,
        )

    def recall(self, tenant: Tenant) -> None:
        """Give a tenant that is loaded again what is remembered of it."""
        remembered = self._remembered.pop(tenant.name, None)
        if remembered is None:
            return
        tenant.world.clock = tenant.kept_clock = remembered.clock
        tenant.world.counts["call"] = remembered.calls
        tenant.allowance = tenant.next_allowance = remembered.allowance
        tenant.changes.answered.extend(remembered.answered)

    def forget(self, name: str) -> None:
        """Forget a tenant that is deleted, or that is another one now."""
        self._remembered.pop(name, None)

    def add_answered(self, name: str, entry: CallEntry) -> None:
        """Remember an entry of the journal; without a tenant there is no journal either."""
        remembered = self._remembered.get(name)
        if remembered is None:
            return
        if len(remembered.answered) < MANY_ANSWERED:
            remembered.answered.append(entry)
        else:
            self._metrics.lost_entries += 1

    def settled(self, reading: float) -> list[Settled]:
        """Where the tenants stand at a monotonic reading."""
        return [
            Settled(name=name, now=known.clock.now(reading), calls=known.calls)
            for name, known in self._remembered.items()
        ]

    def with_answered(self) -> list[str]:
        """The names of the tenants whose journal is still to be written."""
        return [name for name, known in self._remembered.items() if known.answered]
