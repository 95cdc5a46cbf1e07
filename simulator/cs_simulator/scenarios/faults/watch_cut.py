"""``watch_cut``: a watch of a cluster's Kubernetes API ends too early.

Finds clients that take the end of a watch for the end of all news, or miss what happens until they
watch again.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from cs_simulator.scenarios.declaration import Tried
from cs_simulator.scenarios.faults._watches import FaultOfWatches
from cs_simulator.scenarios.rules.effects import Effect, EndWatch
from cs_simulator.scenarios.rules.fault import FaultContext


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchCut(FaultOfWatches):
    how: Annotated[Literal["close", "reset"], Tried(("close", "reset"))] = "close"
    """``close`` ends the answer as usual, ``reset`` breaks the connection."""

    def effect(self, context: FaultContext) -> Effect | None:
        return EndWatch(self.how, self.events, self.after)
