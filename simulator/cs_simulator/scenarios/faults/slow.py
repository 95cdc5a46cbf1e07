"""``slow``: a step or a stage of a pod takes longer, or an answer arrives at few bytes per second.

Finds clients whose timeouts do not outlast a slow day.

In ``provision`` give ``factor`` or ``takes``, in ``pod`` one of them or ``more``; in ``reply`` and
``read`` give ``bytes_per_second``.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.scenarios.declaration import Limits, Tried
from cs_simulator.scenarios.rules.effects import Effect, Phase, StepEffect, TransportFault
from cs_simulator.scenarios.rules.fault import LONGEST_WAIT, Fault, FaultContext
from cs_simulator.scenarios.rules.pods import PodEffect
from cs_simulator.scenarios.values import Distribution, Duration

# With a larger one, the longest stages take so long that no client need wait for them.
_LARGEST_FACTOR = 3
_PARAMETERS = {"provision": ("factor", "takes"), "pod": ("factor", "takes", "more")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slow(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("provision", "reply", "read", "pod")
    main: ClassVar[str] = "factor"
    spoils_answer: ClassVar[bool] = False
    explored_in: ClassVar[tuple[Phase, ...]] = ("provision",)

    factor: Annotated[float, Limits(ge=1, le=10_000), Tried((2, 3, 10, 1.5))] | None = None
    """How many times as long the step takes."""
    takes: Distribution | None = None
    """How long the step takes instead."""
    more: Duration | None = None
    """How much longer a stage of a pod takes."""
    bytes_per_second: Annotated[float, Limits(ge=1, le=10**9), Tried((10**6,))] | None = None
    """The speed of the answer."""

    @property
    def delays_answers(self) -> bool:
        return self.bytes_per_second is not None

    def effect(self, context: FaultContext) -> Effect | None:
        if self.bytes_per_second is not None:
            return TransportFault("slow", self.bytes_per_second)
        if context.match.pod.name:
            return self._of_pod(context)
        if self.takes is not None:
            match = context.match
            random = context.random_for("slow", match.owner, match.stage, match.number)
            return StepEffect(delay=self.takes.quantile(random.uniform()) - context.takes)
        return StepEffect(delay=round(context.takes * ((self.factor or 1) - 1)))

    def _of_pod(self, context: FaultContext) -> PodEffect:
        takes = None
        if self.takes is not None:
            match = context.match
            random = context.random_for("slow", match.cluster, match.pod.subject, match.stage)
            takes = self.takes.quantile(random.uniform())
        return PodEffect(factor=self.factor or 1.0, added=self.more or 0, takes=takes)

    def is_lasting(self, phase: Phase) -> bool:
        takes = self.takes.quantile(1.0) if self.takes is not None else 0
        longest = max(takes, self.more or 0)
        return (self.factor or 1) > _LARGEST_FACTOR or longest > LONGEST_WAIT

    def problems(self, phase: Phase) -> list[str]:
        names = ("factor", "takes", "more", "bytes_per_second")
        allowed = _PARAMETERS.get(phase, ("bytes_per_second",))
        given = [name for name in names if getattr(self, name) is not None]
        if given == ["bytes_per_second"] and phase in _PARAMETERS:
            return ["bytes_per_second is the speed of an answer; write phase: reply, or read"]
        if len(given) != 1 or given[0] not in allowed:
            return [f"in {phase}, give {' or '.join(allowed)}, and nothing else"]
        if self.more == 0:
            return ["a stage that takes 0s more is not slow; write more"]
        return ["a factor of 1 slows nothing down; write more"] if self.factor == 1 else []
