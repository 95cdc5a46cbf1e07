"""``quota``: refuse as if a limit of the account were reached."""

from typing import ClassVar

from cs_simulator.scenarios.faults._fault import Case, Fault, refuse
from cs_simulator.scenarios.rules.effects import Effect, Phase


class Quota(Fault):
    """Refuse what would go over a limit."""

    phases: ClassVar[tuple[Phase, ...]] = ("apply", "admit")
    main: ClassVar[str] = "code"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"operation": ("CreateCluster", "ScaleCluster")}

    code: str = "QuotaExceeded.Cluster"
    message: str = ""

    def act(self, case: Case) -> Effect | None:
        """The refusal."""
        return refuse(self.code, self.message)
