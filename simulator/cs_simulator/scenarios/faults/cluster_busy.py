"""``cluster_busy``: refuses changes of a cluster while a node pool of it is being changed.

Finds clients that change several node pools at once, and take a refusal that passes for a failure.

Nothing is done, and the call succeeds once the pools are at rest. A cluster whose own state forbids
a change refuses it without this fault.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.catalog import ack_errors
from cs_simulator.scenarios.faults._failures import refuse
from cs_simulator.scenarios.rules.effects import Effect, Phase, Refuse
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.values import ErrorCode

_CHANGES = (
    "ModifyCluster", "UpgradeCluster", "MigrateCluster", "ScaleOutCluster", "AttachInstances*",
    "*ClusterNodePool", "*ClusterNodepool", "*NodePoolNode*", "*ClusterNodes", "*ClusterAddon*",
)  # fmt: skip
_OF_CLUSTER = {"initial": "scaling", "removing_nodes": "removing", "repairing": "updating"}
"""The state of a cluster in place of that of a pool which clusters do not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterBusy(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("apply",)
    main: ClassVar[str] = "code"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {
        "operation": _CHANGES,
        "cluster_type": ("ack",),
    }
    fires_always: ClassVar[bool] = False

    code: ErrorCode = "InvalidStatus.Forbidden"
    message: str = ""

    def effect(self, context: FaultContext) -> Effect | None:
        state = context.match.working_state()
        if not state:
            return None
        row = ack_errors.CLUSTER_BUSY
        if self.code != row.code or self.message:
            return refuse(self.code, self.message)
        return Refuse(row, row.message.format(state=_OF_CLUSTER.get(state, state)))

    def is_lasting(self, phase: Phase) -> bool:
        return False
