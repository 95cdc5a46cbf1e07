"""``forbidden``: refuse as if a policy did not allow the call."""

from typing import ClassVar

from cs_simulator.scenarios.faults._fault import Case, Fault, refuse
from cs_simulator.scenarios.rules.effects import Effect, Phase


class Forbidden(Fault):
    """Refuse what the caller may not do."""

    phases: ClassVar[tuple[Phase, ...]] = ("admit", "apply")
    main: ClassVar[str] = "code"

    code: str = "StatusForbidden"
    message: str = ""

    def act(self, case: Case) -> Effect | None:
        """The refusal."""
        message = self.message or f"RAM policy Forbidden for action cs:{case.subject.operation}"
        return refuse(self.code, message)
