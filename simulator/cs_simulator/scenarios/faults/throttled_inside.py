"""``throttled_inside``: a product behind the service throttles it, so that a step takes longer.

Finds clients whose deadlines leave no room for that.
"""

from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from cs_simulator.domain.durations import Uniform
from cs_simulator.scenarios.declaration import Limits, Tried
from cs_simulator.scenarios.rules.effects import Effect, Phase, StepEffect
from cs_simulator.scenarios.rules.fault import LONGEST_WAIT, Fault, FaultContext
from cs_simulator.scenarios.values import Distribution


@dataclass(frozen=True, slots=True, kw_only=True)
class ThrottledInside(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("provision",)
    main: ClassVar[str] = "tries"

    tries: Annotated[int, Limits(ge=1, le=100, strict=True), Tried((1, 2, 5, 10))] = 3
    """The number of tries that fail."""
    wait: Distribution = field(default_factory=lambda: Uniform(5, 15))
    """How long each of them takes."""

    def effect(self, context: FaultContext) -> Effect | None:
        match = context.match
        subject = (match.owner, match.stage, match.number)
        draws = (context.random_for("try", *subject, i).uniform() for i in range(self.tries))
        return StepEffect(
            delay=sum(self.wait.quantile(draw) for draw in draws),
            log=f"Stage {match.stage} was throttled and tried again {self.tries} times",
        )

    def is_lasting(self, phase: Phase) -> bool:
        return self.tries * self.wait.quantile(1.0) > LONGEST_WAIT
