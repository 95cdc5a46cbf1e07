"""``forbidden``: refuses the call as if no policy of the account allowed it.

Finds clients that retry what no retry can mend.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.faults._failures import refuse
from cs_simulator.scenarios.rules.effects import Effect, Phase
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.values import ErrorCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbidden(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("admit", "apply")
    main: ClassVar[str] = "code"

    code: ErrorCode = "StatusForbidden"
    message: str = ""

    def effect(self, context: FaultContext) -> Effect | None:
        action = f"cs:{context.match.operation}"
        return refuse(self.code, self.message or f"RAM policy Forbidden for action {action}")
