"""``flapping``: a node joins the cluster, and then is lost and comes back again and again.

Finds clients that take one good look for a healthy node.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.domain.instants import MINUTE, SECOND
from cs_simulator.scenarios.declaration import Limits
from cs_simulator.scenarios.rules.effects import Effect, Phase, StepEffect
from cs_simulator.scenarios.rules.fault import LONGEST_WAIT, Fault, FaultContext
from cs_simulator.scenarios.values import Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Flapping(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("provision",)
    main: ClassVar[str] = "times"
    needs_node: ClassVar[bool] = True
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"stage": ("init", "join")}

    times: Annotated[int, Limits(ge=1, le=1000, strict=True)] = 5
    """The number of losses."""
    after: Duration = MINUTE
    """The time from the joining of the node to its first loss."""
    every: Duration = MINUTE
    """The time from one loss to the next."""
    lasts: Duration = 20 * SECOND
    """How long it is lost each time."""

    def effect(self, context: FaultContext) -> Effect | None:
        return StepEffect(
            lost_after=max(self.after, 1),
            lost_for=self.lasts,
            lost_times=self.times,
            every=self.every,
        )

    def is_lasting(self, phase: Phase) -> bool:
        return self.lasts > LONGEST_WAIT

    def problems(self, phase: Phase) -> list[str]:
        if not 0 < self.lasts < self.every:
            return ["lasts must be more than 0, and less than every; write another time"]
        return []
