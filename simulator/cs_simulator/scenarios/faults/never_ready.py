"""``never_ready``: the containers of a pod run, and it is never ready.

Finds clients that take ``Running`` for ready, or wait for a rollout without a deadline.

Readiness probes fail; a pod without probes is not ready either. A pod that replaces it may be.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.faults._pods import FaultOfPods
from cs_simulator.scenarios.rules.effects import Effect, Phase
from cs_simulator.scenarios.rules.fault import FaultContext
from cs_simulator.scenarios.rules.pods import READY, PodEffect


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverReady(FaultOfPods):
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"stage": (READY,)}

    def effect(self, context: FaultContext) -> Effect | None:
        return PodEffect(is_never_ready=True)

    def is_lasting(self, phase: Phase) -> bool:
        return True
