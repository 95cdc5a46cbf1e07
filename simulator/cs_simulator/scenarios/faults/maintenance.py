"""``maintenance``: refuses every call as if the region were under maintenance.

Finds clients that ignore ``Retry-After``, or give up on an error that passes.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.faults._failures import refuse, retry_after
from cs_simulator.scenarios.rules.effects import Effect, Phase
from cs_simulator.scenarios.rules.fault import LONGEST_WAIT, Fault, FaultContext, passes
from cs_simulator.scenarios.values import Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Maintenance(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("admit",)

    code: str = "ServiceUnavailable.RegionMaintaining"
    retry_after: Duration | None = None
    """The value of ``Retry-After`` and ``x-acs-retry-after``; without it, they are not sent."""

    def is_lasting(self, phase: Phase) -> bool:
        return (self.retry_after or 0) > LONGEST_WAIT or not passes(self.code)

    def effect(self, context: FaultContext) -> Effect | None:
        headers = () if self.retry_after is None else retry_after(self.retry_after)
        return refuse(self.code, headers=headers)
