"""``delete_fails``: a deletion fails; the cluster is ``delete_failed`` until it is tried again."""

from typing import ClassVar

from cs_simulator.scenarios.faults._fault import Case, Fault, fate
from cs_simulator.scenarios.rules.effects import Effect, Phase


class DeleteFails(Fault):
    """What a cluster left behind cannot be deleted."""

    phases: ClassVar[tuple[Phase, ...]] = ("provision",)
    main: ClassVar[str] = "code"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {
        "operation": ("DeleteCluster",),
        "stage": ("delete_security_group",),
    }

    code: str = "DependencyViolation"
    message: str = ""

    def act(self, case: Case) -> Effect | None:
        """The deletion's bad end."""
        return fate(case, self.kind(), self.code, self.message)
