"""``crash_loop``: a container of a pod ends again and again, some times or for ever.

Finds clients that take a pod which runs for one that works, or never look at its restarts.

It is started again at once, then after 10 seconds, doubling to five minutes: ``CrashLoopBackOff``.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.domain.instants import SECOND
from cs_simulator.scenarios.declaration import Limits
from cs_simulator.scenarios.faults._pods import FaultOfContainers, as_often, is_too_often
from cs_simulator.scenarios.rules.effects import Effect, Phase
from cs_simulator.scenarios.rules.fault import FaultContext
from cs_simulator.scenarios.rules.pods import START, PodEffect
from cs_simulator.scenarios.values import Duration, Positive


@dataclass(frozen=True, slots=True, kw_only=True)
class CrashLoop(FaultOfContainers):
    main: ClassVar[str] = "times"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"stage": (START,)}

    times: Positive | None = None
    """How often it ends; without it, after each start."""
    after: Duration = SECOND
    """How long after each start."""
    exit_code: Annotated[int, Limits(ge=1, le=255, strict=True)] = 1
    """What it ends with."""

    def effect(self, context: FaultContext) -> Effect | None:
        container = self.container_of(context)
        if container is None:
            return None
        return PodEffect(
            container=container,
            crashes=as_often(self.times),
            crashes_after=self.after,
            exit_code=self.exit_code,
        )

    def is_lasting(self, phase: Phase) -> bool:
        return is_too_often(self.times)
