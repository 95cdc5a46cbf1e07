"""``stale_read``: answer reads from how things were: so long ago, or before writes that few saw.

What happened is remembered in memory only: after a restart nothing is stale.
"""

from typing import ClassVar

from cs_simulator.scenarios.faults._fault import Case, Fault
from cs_simulator.scenarios.file.values import Count, Duration
from cs_simulator.scenarios.rules.effects import Effect, Phase, ReadFromPast


class StaleRead(Fault):
    """Read what was."""

    phases: ClassVar[tuple[Phase, ...]] = ("read",)
    main: ClassVar[str] = "lag"

    lag: Duration = 0
    """How long ago."""
    reads: Count = 0
    """How many reads do not see a write yet."""

    def act(self, case: Case) -> Effect | None:
        """The world as it was."""
        return ReadFromPast(self.lag, self.reads)

    def problems(self, phase: Phase) -> list[str]:
        """A lag, or a number of reads."""
        if bool(self.lag) == bool(self.reads):
            return [*super().problems(phase), "give lag or reads"]
        return super().problems(phase)
