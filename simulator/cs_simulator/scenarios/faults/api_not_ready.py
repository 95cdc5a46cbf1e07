"""``api_not_ready``: a cluster runs, and for some time its API server cannot be used yet.

Finds clients that take the state ``running`` for an API server that answers.

Calls for its kubeconfig are refused for that time; the state is ``running`` all the while.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.domain.instants import MINUTE
from cs_simulator.scenarios.faults._failures import refuse
from cs_simulator.scenarios.rules.effects import Effect, Phase
from cs_simulator.scenarios.rules.fault import LONGEST_WAIT, Fault, FaultContext
from cs_simulator.scenarios.values import Duration, ErrorCode, HttpError


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiNotReady(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("read",)
    main: ClassVar[str] = "lasts"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"operation": ("Describe*Kubeconfig",)}
    fires_always: ClassVar[bool] = False

    lasts: Duration = 2 * MINUTE
    """The time from the end of the cluster's creation until it can be used."""
    code: ErrorCode = "ErrorClusterState"
    status: HttpError | None = None
    message: str = "the API server of the cluster is not ready"

    def effect(self, context: FaultContext) -> Effect | None:
        since = context.match.running_since()
        if not since or context.match.now >= since + self.lasts:
            return None
        return refuse(self.code, self.message, self.status)

    def problems(self, phase: Phase) -> list[str]:
        return [] if self.lasts else ["a window of 0 refuses nothing; write how long it lasts"]

    def is_lasting(self, phase: Phase) -> bool:
        return self.lasts > LONGEST_WAIT
