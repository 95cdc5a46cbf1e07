"""``error_after_commit``: does what was asked and keeps it, then answers with an error.

Finds clients that repeat a request after a 500 although the first one succeeded.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.faults._failures import refuse
from cs_simulator.scenarios.faults._headers import FaultWithHeaders
from cs_simulator.scenarios.rules.effects import Effect, Phase
from cs_simulator.scenarios.rules.fault import FaultContext
from cs_simulator.scenarios.values import ErrorCode, ServerError


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorAfterCommit(FaultWithHeaders):
    phases: ClassVar[tuple[Phase, ...]] = ("reply",)
    weight: ClassVar[int] = 3
    main: ClassVar[str] = "code"

    code: ErrorCode = "InternalError"
    status: ServerError | None = None
    message: str = ""

    def effect(self, context: FaultContext) -> Effect | None:
        headers = self.header_fields(context.match.now)
        return refuse(self.code, self.message, self.status, headers)

    def problems(self, phase: Phase) -> list[str]:
        return self.header_problems()
