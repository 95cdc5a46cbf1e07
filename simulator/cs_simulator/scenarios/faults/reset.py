"""``reset``: resets the connection, before the request is carried out or after it.

Finds clients that treat both alike.

In ``admit`` nothing has been done, in ``reply`` everything.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.rules.effects import Effect, Phase, TransportFault
from cs_simulator.scenarios.rules.fault import Fault, FaultContext


@dataclass(frozen=True, slots=True, kw_only=True)
class Reset(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("admit", "reply", "read")
    explored_in: ClassVar[tuple[Phase, ...]] = ("admit", "read")  # in reply it is lost_reply

    def effect(self, context: FaultContext) -> Effect | None:
        return TransportFault("reset")
