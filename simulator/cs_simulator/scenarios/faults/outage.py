"""``outage``: a region, or an operation, does not work at all while the rule's window is open."""

from typing import ClassVar

from cs_simulator.scenarios.faults._fault import Case, Fault, refuse
from cs_simulator.scenarios.rules.effects import Effect, Phase


class Outage(Fault):
    """Nothing answers."""

    phases: ClassVar[tuple[Phase, ...]] = ("admit",)
    main: ClassVar[str] = "code"

    code: str = "ServiceUnavailable"
    message: str = ""

    def act(self, case: Case) -> Effect | None:
        """The refusal."""
        return refuse(self.code, self.message)
