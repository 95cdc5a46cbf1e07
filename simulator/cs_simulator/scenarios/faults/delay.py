"""``delay``: delays the call before it is looked at, or its answer.

Finds clients without timeouts, and timeouts that are too short.

Real seconds are waited for; ``virtual: true`` moves the tenant's clock instead, and nobody waits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from cs_simulator.domain.instants import SECOND
from cs_simulator.scenarios.rules.effects import Effect, Phase, Wait
from cs_simulator.scenarios.rules.fault import LONGEST_WAIT, Fault, FaultContext
from cs_simulator.scenarios.values import Distribution

# No test wants to wait for longer, and a connection that waits costs memory.
_MAX_SECONDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("admit", "reply")
    main: ClassVar[str] = "takes"
    spoils_answer: ClassVar[bool] = False
    explored_with: ClassVar[Mapping[str, Any]] = {"virtual": True}

    takes: Distribution
    """A duration, or ``uniform``, ``lognormal``, ``percentiles``."""
    virtual: bool = False
    """Whether the tenant's clock moves, and nobody waits."""

    @property
    def delays_answers(self) -> bool:
        return not self.virtual

    def effect(self, context: FaultContext) -> Effect | None:
        random = context.random_for("delay", context.match.cluster, context.matched)
        time = self.takes.quantile(random.uniform())
        if not time:
            return None
        return Wait(virtual=time) if self.virtual else Wait(min(time / SECOND, _MAX_SECONDS))

    def is_lasting(self, phase: Phase) -> bool:
        return self.takes.quantile(1.0) > LONGEST_WAIT

    def problems(self, phase: Phase) -> list[str]:
        longest = self.takes.quantile(1.0)
        if not longest:
            return ["a delay of 0 delays nothing; write how long it takes"]
        if longest > _MAX_SECONDS * SECOND and not self.virtual:
            return [f"nobody waits for more than {_MAX_SECONDS}s; write less, or virtual: true"]
        return []
