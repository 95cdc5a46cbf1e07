"""``out_of_memory``: a container of a pod is killed some time after its start, for want of memory.

Finds clients that look at a pod once, right after its start, and never again.

It ends with the code 137 and the reason ``OOMKilled``, and is started again like one that crashes.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.domain.instants import MINUTE
from cs_simulator.scenarios.faults._pods import FaultOfContainers, as_often, is_too_often
from cs_simulator.scenarios.rules.effects import Effect, Phase
from cs_simulator.scenarios.rules.fault import FaultContext
from cs_simulator.scenarios.rules.pods import START, PodEffect
from cs_simulator.scenarios.values import Duration, Positive


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfMemory(FaultOfContainers):
    main: ClassVar[str] = "after"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"stage": (START,)}

    after: Duration = 5 * MINUTE
    """How long after each start."""
    times: Positive | None = None
    """How often it is killed; without it, after each start."""

    def effect(self, context: FaultContext) -> Effect | None:
        container = self.container_of(context)
        if container is None:
            return None
        return PodEffect(
            container=container,
            crashes=as_often(self.times),
            crashes_after=self.after,
            is_out_of_memory=True,
        )

    def is_lasting(self, phase: Phase) -> bool:
        return is_too_often(self.times)
