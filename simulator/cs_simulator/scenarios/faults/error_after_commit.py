"""``error_after_commit``: do what was asked, keep it, and answer with an error."""

from typing import Annotated, ClassVar

from pydantic import Field

from cs_simulator.scenarios.faults._fault import Case, Fault, refuse
from cs_simulator.scenarios.rules.effects import Effect, Phase


class ErrorAfterCommit(Fault):
    """Tell that it failed."""

    phases: ClassVar[tuple[Phase, ...]] = ("reply",)
    main: ClassVar[str] = "code"

    code: str = "InternalError"
    status: Annotated[int, Field(ge=400, le=599)] | None = None
    message: str = ""

    def act(self, case: Case) -> Effect | None:
        """Done, and an error is told."""
        return refuse(self.code, self.message, self.status)
