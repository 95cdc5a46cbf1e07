"""``degradation``: refuses a share of the calls that grows from 0 while time passes.

Finds clients that retry without backing off, and so make an overload worse.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.faults._failures import refuse
from cs_simulator.scenarios.rules.effects import Effect, Phase
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.values import Duration, ErrorCode, Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Degradation(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("admit",)
    fires_always: ClassVar[bool] = False

    ramp: Duration
    """The time from the opening of the rule's window until the share is reached."""
    share: Share = 1.0
    """The share of calls that fail at the end of the ramp."""
    code: ErrorCode = "ServiceUnavailable"

    def problems(self, phase: Phase) -> list[str]:
        return [] if self.share else ["a share of 0 refuses nothing; write more"]

    def effect(self, context: FaultContext) -> Effect | None:
        share = self.share * min(1.0, context.elapsed / self.ramp if self.ramp else 1.0)
        random = context.random_for("degradation", context.match.cluster, context.matched)
        return refuse(self.code) if random.uniform() < share else None
