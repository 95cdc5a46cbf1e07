"""``ready_then_lost``: a node joins the cluster, and some time later it is lost."""

from typing import ClassVar

from cs_simulator.domain.instants import MINUTE
from cs_simulator.scenarios.faults._fault import Case, Fault, fate
from cs_simulator.scenarios.file.values import Duration
from cs_simulator.scenarios.rules.effects import Effect, Phase


class ReadyThenLost(Fault):
    """A node is lost after it was ready."""

    phases: ClassVar[tuple[Phase, ...]] = ("provision",)
    main: ClassVar[str] = "after"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"stage": ("init",)}

    after: Duration = 10 * MINUTE
    """How long after it joined."""
    lasts: Duration = 0
    """How long it stays lost; 0 for ever."""

    def act(self, case: Case) -> Effect | None:
        """The node's later loss."""
        return fate(case, self.kind(), lost_after=max(self.after, 1), lost_for=self.lasts)
