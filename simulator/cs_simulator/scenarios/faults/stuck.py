"""``stuck``: a step does not end, for some time or for ever.

Finds clients that poll without a deadline.

``PATCH /_simulator/tasks/{id}`` releases a step that is stuck for ever.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.rules.effects import Effect, Phase, StepEffect
from cs_simulator.scenarios.rules.fault import LONGEST_WAIT, Fault, FaultContext
from cs_simulator.scenarios.values import Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("provision",)
    weight: ClassVar[int] = 2
    main: ClassVar[str] = "lasts"

    lasts: Duration | None = None
    """How much longer the step takes; without it, for ever."""

    def effect(self, context: FaultContext) -> Effect | None:
        if self.lasts is None:
            return StepEffect(holds=True)
        return StepEffect(delay=self.lasts)

    def is_lasting(self, phase: Phase) -> bool:
        return self.lasts is None or self.lasts > LONGEST_WAIT

    def problems(self, phase: Phase) -> list[str]:
        if self.lasts == 0:
            return ["a step that is stuck for 0s is not; write how long, or leave lasts out"]
        return []
