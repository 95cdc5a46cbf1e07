"""``delay``: let time pass before the call is looked at, or before its answer is sent.

Real seconds are waited for; ``virtual: true`` moves the tenant's clock instead, and nobody waits.
"""

from typing import ClassVar

from cs_simulator.domain.instants import SECOND
from cs_simulator.scenarios.faults._fault import Case, Fault
from cs_simulator.scenarios.file.values import Distribution
from cs_simulator.scenarios.rules.effects import Effect, Phase, Wait

# No test wants to wait for longer, and a connection that waits costs memory.
_LONGEST = 300


class Delay(Fault):
    """Wait."""

    phases: ClassVar[tuple[Phase, ...]] = ("admit", "reply")
    main: ClassVar[str] = "takes"

    takes: Distribution
    """A duration, or ``uniform``, ``lognormal``, ``percentiles``."""
    virtual: bool = False
    """Whether the tenant's clock moves, and nobody waits."""

    def act(self, case: Case) -> Effect | None:
        """So much of it."""
        subject = case.subject
        draw = case.chance("delay", subject.cluster, case.matched).uniform()
        time = self.takes.quantile(draw)
        return Wait(virtual=time) if self.virtual else Wait(min(time / SECOND, _LONGEST))
