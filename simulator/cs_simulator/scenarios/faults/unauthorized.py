"""``unauthorized``: refuses the caller's key as unknown, inactive, expired or wrongly used.

Finds clients that retry instead of asking for new credentials.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.faults._failures import refuse
from cs_simulator.scenarios.rules.effects import Effect, Phase
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.values import ErrorCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Unauthorized(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("admit",)
    main: ClassVar[str] = "code"

    code: ErrorCode = "InvalidAccessKeyId.NotFound"
    """Also ``InvalidAccessKeyId.Inactive``, ``InvalidSecurityToken.Expired``, and others."""
    message: str = ""

    def effect(self, context: FaultContext) -> Effect | None:
        return refuse(self.code, self.message)
