"""``maintenance``: refuses every call as if the region were under maintenance.

Finds clients that ignore ``Retry-After``, or give up on an error that passes.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.faults._failures import refuse
from cs_simulator.scenarios.faults._headers import FaultWithHeaders
from cs_simulator.scenarios.rules.effects import Effect, Phase
from cs_simulator.scenarios.rules.fault import FaultContext
from cs_simulator.scenarios.values import ErrorCode, HttpError


@dataclass(frozen=True, slots=True, kw_only=True)
class Maintenance(FaultWithHeaders):
    phases: ClassVar[tuple[Phase, ...]] = ("admit",)

    code: ErrorCode = "ServiceUnavailable.RegionMaintaining"
    status: HttpError | None = None

    def effect(self, context: FaultContext) -> Effect | None:
        headers = self.header_fields(context.match.now)
        return refuse(self.code, status=self.status, headers=headers)

    def problems(self, phase: Phase) -> list[str]:
        return self.header_problems()
