"""``fail``: let a step fail at its end, with any code, as the service's log tells it."""

from typing import ClassVar

from cs_simulator.scenarios.faults._fault import Case, Fault, fate
from cs_simulator.scenarios.file.values import Duration, Policy
from cs_simulator.scenarios.rules.effects import Effect, Phase


class Fail(Fault):
    """A step fails."""

    phases: ClassVar[tuple[Phase, ...]] = ("provision",)
    main: ClassVar[str] = "code"

    code: str = "InternalError"
    message: str = ""
    after: Duration | None = None
    """How long the step takes until then; without it, as long as it would have taken."""
    policy: Policy = "fail"
    """``fail`` ends the task; ``keep`` leaves the node failed and goes on with the others;
    ``rollback`` ends the task and takes away what it made."""

    def act(self, case: Case) -> Effect | None:
        """The step's bad end."""
        delay = self.after - case.takes if self.after is not None else 0
        return fate(case, self.kind(), self.code, self.message, delay=delay, policy=self.policy)
