"""``unauthorized``: refuse as if the key were no good: unknown, inactive, expired, badly used."""

from typing import ClassVar

from cs_simulator.scenarios.faults._fault import Case, Fault, refuse
from cs_simulator.scenarios.rules.effects import Effect, Phase


class Unauthorized(Fault):
    """Refuse the caller."""

    phases: ClassVar[tuple[Phase, ...]] = ("admit",)
    main: ClassVar[str] = "code"

    code: str = "InvalidAccessKeyId.NotFound"
    """Also ``InvalidAccessKeyId.Inactive``, ``InvalidSecurityToken.Expired``, and others."""
    message: str = ""

    def act(self, case: Case) -> Effect | None:
        """The refusal."""
        return refuse(self.code, self.message)
