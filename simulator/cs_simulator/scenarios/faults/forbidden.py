"""``forbidden``: refuses the call as if no policy of the account allowed it.

Finds clients that retry what no retry can mend.

With the code that is the default the answer says in ``accessDeniedDetail`` what was refused; whose
key it was is made up.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.domain.access_denied import Principal, account_id_of, detail
from cs_simulator.scenarios.faults._failures import refuse
from cs_simulator.scenarios.rules.effects import Effect, Phase
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.values import ErrorCode

_DEFAULT = "StatusForbidden"
_NAME = "simulated-user"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbidden(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("admit", "apply")
    main: ClassVar[str] = "code"

    code: ErrorCode = "StatusForbidden"
    message: str = ""

    def effect(self, context: FaultContext) -> Effect | None:
        call = context.match
        action = call.action or f"cs:{call.operation}"
        if self.code != _DEFAULT:
            return refuse(self.code, self.message)
        refused = refuse(self.code, self.message or f"RAM policy Forbidden for action {action}")
        principal = Principal("SubUser", _NAME, account_id_of(call.account))
        return refused._replace(access_denied=detail(action, principal, "ImplicitDeny"))
