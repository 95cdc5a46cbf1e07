"""``error``: answers with any code of the catalogue, or with any status and body.

Finds clients that handle an error code wrongly, or not at all.

In ``admit`` nothing has been looked at; in ``apply`` the request was valid, and nothing is done.
"""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import orjson

from cs_simulator.scenarios.declaration import Tried
from cs_simulator.scenarios.faults._failures import refuse
from cs_simulator.scenarios.rules.effects import Effect, Phase, Respond
from cs_simulator.scenarios.rules.fault import Fault, FaultContext, passes
from cs_simulator.scenarios.values import HttpError

_BY_DEFAULT = 500
_CODES = (
    "InternalError", "ServiceUnavailable", "Throttling.User", "InvalidParameter",
    "QuotaExceeded.Cluster", "StatusForbidden", "InvalidAccessKeyId.NotFound",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Error(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("admit", "apply", "read")
    main: ClassVar[str] = "code"
    weight: ClassVar[int] = 4

    code: Annotated[str, Tried(_CODES)] = ""
    """Any code of ``cs-simulator reference errors``, or with a status any other."""
    status: HttpError | None = None
    message: str = ""
    body: Annotated[Any, Tried(("busy", {"code": "busy"}, [], {}))] = None
    """The body to answer with instead of a code: a text, or JSON."""

    def effect(self, context: FaultContext) -> Effect | None:
        if self.code:
            return refuse(self.code, self.message, self.status)
        is_text = isinstance(self.body, str)
        body = self.body.encode() if is_text else orjson.dumps(self.body)
        content_type = "text/plain;charset=UTF-8" if is_text else "application/json;charset=UTF-8"
        return Respond(self.status or _BY_DEFAULT, body, content_type)

    def is_lasting(self, phase: Phase) -> bool:
        return not passes(self.code, self.status or (None if self.code else _BY_DEFAULT))

    def problems(self, phase: Phase) -> list[str]:
        if bool(self.code) == (self.body is not None):
            return ["give code, or status and body, but not both"]
        return []
