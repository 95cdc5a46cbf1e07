"""``slb_quota``: the cluster gets no load balancer, since the quota is used up.

Finds clients that wait for a cluster that has failed.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.faults._failures import step_failure
from cs_simulator.scenarios.rules.effects import Effect, Phase, Policy
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.values import ErrorCode


@dataclass(frozen=True, slots=True, kw_only=True)
class SlbQuota(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("provision",)
    main: ClassVar[str] = "code"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"stage": ("slb", "prepare_resources")}

    code: ErrorCode = "ORDER.QUANTITY_INVALID"
    message: str = ""
    policy: Policy = "fail"
    """``fail`` leaves the failed cluster, ``rollback`` removes what the task created."""

    def effect(self, context: FaultContext) -> Effect | None:
        return step_failure(self.code, self.message, policy=self.policy)
