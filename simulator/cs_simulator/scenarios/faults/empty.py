"""``empty``: closes the connection regularly, without sending a byte.

Finds clients that take the end of a connection for an empty answer.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.rules.effects import Effect, Phase, TransportFault
from cs_simulator.scenarios.rules.fault import Fault, FaultContext


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("reply", "admit", "read")

    def effect(self, context: FaultContext) -> Effect | None:
        return TransportFault("empty")
