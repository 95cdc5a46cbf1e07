"""``malformed``: answers with the right status and type, and a body that is not valid JSON.

Finds clients that crash while parsing, or take the status alone for success.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.rules.effects import Effect, Phase, TransportFault
from cs_simulator.scenarios.rules.fault import Fault, FaultContext


@dataclass(frozen=True, slots=True, kw_only=True)
class Malformed(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("reply", "read")

    def effect(self, context: FaultContext) -> Effect | None:
        return TransportFault("malformed")
