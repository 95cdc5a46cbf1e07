"""``lost_reply``: does what was asked and keeps it, then resets the connection unanswered.

Finds clients that repeat a creation without checking whether the first one succeeded.

The caller cannot tell this from a request that never arrived.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.rules.effects import Effect, Phase, TransportFault
from cs_simulator.scenarios.rules.fault import Fault, FaultContext


@dataclass(frozen=True, slots=True, kw_only=True)
class LostReply(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("reply",)
    weight: ClassVar[int] = 4

    def effect(self, context: FaultContext) -> Effect | None:
        return TransportFault("reset")
