"""``delete_fails``: a deletion fails; the cluster or pool is ``delete_failed`` until the next one.

Finds clients that take an accepted deletion for a finished one.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.faults._failures import step_failure
from cs_simulator.scenarios.rules.effects import Effect, Phase
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.values import ErrorCode


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteFails(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("provision",)
    weight: ClassVar[int] = 2
    main: ClassVar[str] = "code"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {
        "operation": ("DeleteCluster", "DeleteClusterNodepool"),
        "stage": ("delete_security_group", "delete_resources", "delete_scaling_group"),
    }

    code: ErrorCode = "DependencyViolation"
    message: str = ""

    def effect(self, context: FaultContext) -> Effect | None:
        return step_failure(self.code, self.message)
