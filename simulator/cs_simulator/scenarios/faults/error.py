"""``error``: answers with any code of the catalogue, or with any status and body.

Finds clients that handle an error code wrongly, or not at all.

In ``admit`` nothing has been looked at; in ``apply`` the request was valid, and nothing is done.
"""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import orjson

from cs_simulator.scenarios.declaration import Tried
from cs_simulator.scenarios.faults._failures import refuse
from cs_simulator.scenarios.faults._headers import FaultWithHeaders
from cs_simulator.scenarios.rules.effects import Effect, Phase, Respond
from cs_simulator.scenarios.rules.fault import FaultContext, passes
from cs_simulator.scenarios.values import ErrorCode, HttpStatus

_REFUSES = 400
_WITHOUT_BODY = (204, 304)

_BY_DEFAULT = 500
_CODES = (
    "InternalError", "ServiceUnavailable", "Throttling.User", "InvalidParameter",
    "QuotaExceeded.Cluster", "StatusForbidden", "InvalidAccessKeyId.NotFound",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Error(FaultWithHeaders):
    phases: ClassVar[tuple[Phase, ...]] = ("admit", "apply", "read")
    main: ClassVar[str] = "code"
    weight: ClassVar[int] = 4

    code: Annotated[ErrorCode, Tried(_CODES)] = ""
    """Any code of ``cs-simulator reference errors``, or with a status any other."""
    status: HttpStatus | None = None
    """The HTTP status; by default that of the code. With a body it may be one of success, too."""
    message: str = ""
    body: Annotated[Any, Tried(("busy", {"code": "busy"}, [], {}))] = None
    """The body to answer with instead of a code: a text, or JSON."""

    def effect(self, context: FaultContext) -> Effect | None:
        headers = self.header_fields(context.match.now)
        if self.code:
            return refuse(self.code, self.message, self.status, headers)
        is_text = isinstance(self.body, str)
        body = self.body.encode() if is_text else orjson.dumps(self.body)
        content_type = "text/plain;charset=UTF-8" if is_text else "application/json;charset=UTF-8"
        return Respond(self.status or _BY_DEFAULT, body, content_type, headers)

    def is_lasting(self, phase: Phase) -> bool:
        status = self.status or (None if self.code else _BY_DEFAULT)
        return self.asks_for_too_long or not passes(self.code, status)

    def problems(self, phase: Phase) -> list[str]:
        if self.code and self.body is not None:
            return ["give code, or status and body, but not both"]
        if not self.code and self.body is None:
            return ["with what it answers is missing; give code, or body with status"]
        if self.code and self.status is not None and self.status < _REFUSES:
            return [f"no code is answered with {self.status}; write 400 or more, or give body"]
        if self.status in _WITHOUT_BODY and self.body != "":
            return [f'an answer {self.status} has no body; write body: ""']
        return self.header_problems()
