"""``outage``: refuses every call of a region or an operation while the rule's window is open.

Finds clients that do not recover when the service does.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.faults._failures import refuse
from cs_simulator.scenarios.faults._headers import FaultWithHeaders
from cs_simulator.scenarios.rules.effects import Effect, Phase
from cs_simulator.scenarios.rules.fault import FaultContext
from cs_simulator.scenarios.values import ErrorCode, HttpError


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage(FaultWithHeaders):
    phases: ClassVar[tuple[Phase, ...]] = ("admit",)
    main: ClassVar[str] = "code"

    code: ErrorCode = "ServiceUnavailable"
    status: HttpError | None = None
    message: str = ""

    def effect(self, context: FaultContext) -> Effect | None:
        headers = self.header_fields(context.match.now)
        return refuse(self.code, self.message, self.status, headers)

    def problems(self, phase: Phase) -> list[str]:
        return self.header_problems()
