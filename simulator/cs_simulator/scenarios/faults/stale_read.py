"""``stale_read``: answers queries from an earlier state, by time or by the number of reads.

Finds clients that expect to read what they have just written.

Earlier states are kept in memory only: after a restart nothing is stale.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.rules.effects import Effect, Phase, ReadFromPast
from cs_simulator.scenarios.rules.fault import LONGEST_WAIT, Fault, FaultContext
from cs_simulator.scenarios.values import Count, Duration

# Reads are counted, and nobody knows how far apart they are.
_WITHOUT_LIMIT = 2**62


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleRead(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("read",)
    spoils_answer: ClassVar[bool] = False
    main: ClassVar[str] = "lag"

    lag: Duration = 0
    """How far back the state is."""
    reads: Count = 0
    """The number of reads that do not see a write yet."""

    def effect(self, context: FaultContext) -> Effect | None:
        return ReadFromPast(self.lag, self.reads)

    def looks_back(self) -> int:
        return _WITHOUT_LIMIT if self.reads else self.lag

    def is_lasting(self, phase: Phase) -> bool:
        return self.lag > LONGEST_WAIT

    def problems(self, phase: Phase) -> list[str]:
        if bool(self.lag) == bool(self.reads):
            return ["give one of lag and reads, more than 0"]
        return []
