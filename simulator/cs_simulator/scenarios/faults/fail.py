"""``fail``: a step of a task fails at its end, with any code.

Finds clients that wait for a task that has failed, or ignore why.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.scenarios.declaration import Tried
from cs_simulator.scenarios.faults._failures import step_failure
from cs_simulator.scenarios.rules.effects import Effect, Phase, Policy, StepEffect
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.values import Duration, ErrorCode

_CODES = (
    "OperationDenied.NoStock", "InvalidVSwitchId.IpNotEnough", "QuotaExceeded.Eip",
    "ORDER.ARREARAGE",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Fail(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("provision",)
    main: ClassVar[str] = "code"
    weight: ClassVar[int] = 3

    code: Annotated[ErrorCode, Tried(_CODES)] = "InternalError"
    message: str = ""
    after: Duration | None = None
    """How long the step takes before it fails; without it, as long as it would have taken."""
    silent: bool = False
    """Whether nothing says why: the task has neither code nor message, and the log no line."""
    policy: Policy = "fail"
    """``fail`` ends the task; ``keep`` leaves the node failed and goes on with the others;
    ``rollback`` ends the task and removes what it created."""

    def effect(self, context: FaultContext) -> Effect | None:
        delay = self.after - context.takes if self.after is not None else 0
        if self.silent:
            return StepEffect(silent=True, policy=self.policy, delay=delay)
        return step_failure(self.code, self.message, policy=self.policy, delay=delay)

    def is_lasting(self, phase: Phase) -> bool:
        return True

    def problems(self, phase: Phase) -> list[str]:
        if self.silent and (self.code != "InternalError" or self.message):
            return ["a silent failure has no code and no message; leave them or silent out"]
        return []
