"""``quota``: refuses the call as if a quota of the account were used up.

Finds clients that retry, or that hide which quota it was.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.faults._failures import refuse
from cs_simulator.scenarios.rules.effects import Effect, Phase
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.values import ErrorCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("apply", "admit")
    main: ClassVar[str] = "code"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"operation": ("CreateCluster", "ScaleCluster")}

    code: ErrorCode = "QuotaExceeded.Cluster"
    message: str = ""

    def effect(self, context: FaultContext) -> Effect | None:
        return refuse(self.code, self.message)
