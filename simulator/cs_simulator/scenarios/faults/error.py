"""``error``: answer with a code of the catalogue in its own dialect, or with any status and body.

In ``admit`` nothing has been looked at; in ``apply`` the request was valid, and nothing is done.
"""

from typing import Annotated, Any, ClassVar

import orjson
from pydantic import Field

from cs_simulator.scenarios.faults._fault import Case, Fault, refuse
from cs_simulator.scenarios.rules.effects import Effect, Phase, Respond


class Error(Fault):
    """Refuse the call."""

    phases: ClassVar[tuple[Phase, ...]] = ("admit", "apply", "read")
    main: ClassVar[str] = "code"

    code: str = ""
    """Any code of ``cs-simulator reference errors``, or with a status any other."""
    status: Annotated[int, Field(ge=400, le=599)] | None = None
    message: str = ""
    body: Any = None
    """What to answer instead of a code: a text, or JSON."""

    def act(self, case: Case) -> Effect | None:
        """The answer."""
        if self.code:
            return refuse(self.code, self.message, self.status)
        is_text = isinstance(self.body, str)
        body = self.body.encode() if is_text else orjson.dumps(self.body)
        kind = "text/plain;charset=UTF-8" if is_text else "application/json;charset=UTF-8"
        return Respond(self.status or 500, body, kind)

    def problems(self, phase: Phase) -> list[str]:
        """A code or a body is needed, and only one of them."""
        if bool(self.code) == (self.body is not None):
            return [*super().problems(phase), "give code, or status and body"]
        return super().problems(phase)
