"""``drain_timeout``: the draining of a node does not come to an end, and is given up.

Finds clients that take a node for gone once its removal was accepted, or never look at the task.

Pods that a disruption budget protects are not evicted: the service waits for half an hour, during
which the pool is ``removing_nodes``, and then leaves the node as it is.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.domain.instants import MINUTE
from cs_simulator.scenarios.faults._failures import step_failure
from cs_simulator.scenarios.rules.effects import Effect, Phase, Policy
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.values import Duration, ErrorCode


@dataclass(frozen=True, slots=True, kw_only=True)
class DrainTimeout(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("provision",)
    main: ClassVar[str] = "after"
    needs_node: ClassVar[bool] = True
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"stage": ("drain",)}

    after: Duration = 30 * MINUTE
    """How long the service waits for the node."""
    code: ErrorCode = "TooManyRequests"
    message: str = ""
    policy: Policy = "keep"
    """``keep`` leaves the node and goes on with the others, ``fail`` and ``rollback`` end the
    task."""

    def effect(self, context: FaultContext) -> Effect | None:
        delay = self.after - context.takes
        return step_failure(self.code, self.message, policy=self.policy, delay=delay)
