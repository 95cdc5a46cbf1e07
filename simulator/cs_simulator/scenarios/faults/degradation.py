"""``degradation``: errors grow from none to a share of all calls while time goes on."""

from typing import ClassVar

from cs_simulator.scenarios.faults._fault import Case, Fault, refuse
from cs_simulator.scenarios.file.values import Duration, Share
from cs_simulator.scenarios.rules.effects import Effect, Phase


class Degradation(Fault):
    """It gets worse."""

    phases: ClassVar[tuple[Phase, ...]] = ("admit",)

    ramp: Duration
    """How long it takes until it is as bad as it gets, from the opening of the rule's window."""
    share: Share = 1.0
    """The share of calls that fail then."""
    code: str = "ServiceUnavailable"

    def act(self, case: Case) -> Effect | None:
        """A refusal, the likelier the later."""
        share = self.share * min(1.0, case.since / self.ramp if self.ramp else 1.0)
        draw = case.chance("degradation", case.subject.cluster, case.matched).uniform()
        return refuse(self.code) if draw < share else None
