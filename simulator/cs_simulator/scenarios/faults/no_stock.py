"""``no_stock``: a zone runs out of an instance type, at once or after some more instances.

Finds clients that retry the same zone for ever, or never try another one.

Each creation that the rule matches takes one instance. For stock that all tenants share, give
``stock`` in the fixtures instead.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.faults._failures import step_failure
from cs_simulator.scenarios.rules.effects import Effect, Phase, Policy
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.values import Count, ErrorCode


@dataclass(frozen=True, slots=True, kw_only=True)
class NoStock(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("provision",)
    main: ClassVar[str] = "available"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"stage": ("ecs",)}
    fires_always: ClassVar[bool] = False

    available: Count = 0
    """The number of instances that are left."""
    code: ErrorCode = "OperationDenied.NoStock"
    policy: Policy = "fail"
    """``fail`` ends the task, ``keep`` goes on without the node, ``rollback`` ends it and removes
    what it created."""

    def effect(self, context: FaultContext) -> Effect | None:
        if context.matched < self.available:
            return None
        return step_failure(self.code, policy=self.policy)
