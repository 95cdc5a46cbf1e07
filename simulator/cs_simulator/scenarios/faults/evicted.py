"""``evicted``: the node of a pod evicts it some time after its start.

Finds clients that keep the names of pods, or count those that have failed.

The pod has failed with the reason ``Evicted`` and stays; what controls it makes another one.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.domain.instants import MINUTE
from cs_simulator.scenarios.faults._pods import FaultOfPods
from cs_simulator.scenarios.rules.effects import Effect
from cs_simulator.scenarios.rules.fault import FaultContext
from cs_simulator.scenarios.rules.pods import START, PodEffect
from cs_simulator.scenarios.values import Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Evicted(FaultOfPods):
    main: ClassVar[str] = "after"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"stage": (START,)}

    after: Duration = 5 * MINUTE
    """How long after its containers have started."""
    message: str = ""
    """Why; by default that the node was low on memory."""

    def effect(self, context: FaultContext) -> Effect | None:
        return PodEffect(evicted_after=max(self.after, 1), eviction_message=self.message)
