"""``error``: answers with any code of the catalogue, or with any status and body.

Finds clients that handle an error code wrongly, or not at all.

In ``admit`` nothing has been looked at; in ``apply`` the request was valid, and nothing is done.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

import orjson

from cs_simulator.scenarios.faults._failures import refuse
from cs_simulator.scenarios.rules.effects import Effect, Phase, Respond
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.values import HttpError


@dataclass(frozen=True, slots=True, kw_only=True)
class Error(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("admit", "apply", "read")
    main: ClassVar[str] = "code"

    code: str = ""
    """Any code of ``cs-simulator reference errors``, or with a status any other."""
    status: HttpError | None = None
    message: str = ""
    body: Any = None
    """The body to answer with instead of a code: a text, or JSON."""

    def effect(self, context: FaultContext) -> Effect | None:
        if self.code:
            return refuse(self.code, self.message, self.status)
        is_text = isinstance(self.body, str)
        body = self.body.encode() if is_text else orjson.dumps(self.body)
        content_type = "text/plain;charset=UTF-8" if is_text else "application/json;charset=UTF-8"
        return Respond(self.status or 500, body, content_type)

    def problems(self, phase: Phase) -> list[str]:
        if bool(self.code) == (self.body is not None):
            return ["give code, or status and body, but not both"]
        return []
