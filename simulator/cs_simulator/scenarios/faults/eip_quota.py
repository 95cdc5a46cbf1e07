"""``eip_quota``: nodes get no elastic IP address, since the quota is used up.

Finds clients that do not clean up a cluster that failed half-way.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.faults._failures import step_failure
from cs_simulator.scenarios.rules.effects import Effect, Phase, Policy
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.values import ErrorCode


@dataclass(frozen=True, slots=True, kw_only=True)
class EipQuota(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("provision",)
    main: ClassVar[str] = "code"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"stage": ("eip",)}

    code: ErrorCode = "QuotaExceeded.Eip"
    message: str = ""
    policy: Policy = "fail"
    """``fail`` ends the task, ``keep`` goes on without the node, ``rollback`` ends it and removes
    what it created."""

    def effect(self, context: FaultContext) -> Effect | None:
        return step_failure(self.code, self.message, policy=self.policy)
