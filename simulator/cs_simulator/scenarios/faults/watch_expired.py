"""``watch_expired``: a watch of a cluster's Kubernetes API ends with 410, its version is too old.

Finds clients that watch again from the same version for ever, in place of listing again.
"""

from dataclasses import dataclass

from cs_simulator.scenarios.faults._watches import FaultOfWatches
from cs_simulator.scenarios.rules.effects import Effect, EndWatch
from cs_simulator.scenarios.rules.fault import FaultContext


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchExpired(FaultOfWatches):
    def effect(self, context: FaultContext) -> Effect | None:
        return EndWatch("expired", self.events, self.after)
