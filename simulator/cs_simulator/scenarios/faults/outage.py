"""``outage``: refuses every call of a region or an operation while the rule's window is open.

Finds clients that do not recover when the service does.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.faults._failures import refuse
from cs_simulator.scenarios.rules.effects import Effect, Phase
from cs_simulator.scenarios.rules.fault import Fault, FaultContext


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("admit",)
    main: ClassVar[str] = "code"

    code: str = "ServiceUnavailable"
    message: str = ""

    def effect(self, context: FaultContext) -> Effect | None:
        return refuse(self.code, self.message)
