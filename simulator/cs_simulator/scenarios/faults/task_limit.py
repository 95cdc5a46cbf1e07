"""``task_limit``: refuses what would start a task while so many are under way.

Finds clients that start everything at once, and take a refusal that passes for a failure.

Nothing is done, and the call succeeds once one of these tasks has ended.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

from cs_simulator.scenarios.faults._failures import refuse
from cs_simulator.scenarios.rules.effects import Effect, Phase
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.values import ErrorCode, HttpError, Positive

_STARTS = (
    "CreateCluster", "DeleteCluster", "ModifyCluster", "UpgradeCluster", "MigrateCluster",
    "Scale*Cluster", "AttachInstances*", "ResetClusterNode", "CreateAutoscalingConfig",
    "Update*Config", "UpdateControlPlaneLog", "UpdateKMSEncryption", "*ClusterNodePool",
    "*ClusterNodepool", "*NodePoolNode*", "*ClusterNode", "*ClusterNodes", "*ClusterAddons",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLimit(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("apply",)
    main: ClassVar[str] = "most"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"operation": _STARTS}
    fires_always: ClassVar[bool] = False

    most: Positive = 1
    """How many tasks may be under way."""
    of: Literal["account", "cluster"] = "account"
    """Whose tasks are counted: all, or those of the cluster that the call is about."""
    code: ErrorCode = "OperationConflict"
    status: HttpError | None = None
    message: str = ""

    def effect(self, context: FaultContext) -> Effect | None:
        if context.match.tasks_under_way(self.of) < self.most:
            return None
        return refuse(self.code, self.message, self.status)

    def is_lasting(self, phase: Phase) -> bool:
        return False
