"""``ready_then_lost``: a node joins the cluster and is lost some time later.

Finds clients that never look again once a cluster is running.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.domain.instants import MINUTE
from cs_simulator.scenarios.rules.effects import Effect, Phase, StepEffect
from cs_simulator.scenarios.rules.fault import LONGEST_WAIT, Fault, FaultContext
from cs_simulator.scenarios.values import Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyThenLost(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("provision",)
    main: ClassVar[str] = "after"
    needs_node: ClassVar[bool] = True
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"stage": ("init", "join")}

    after: Duration = 10 * MINUTE
    """The time from the joining of the node to its loss."""
    lasts: Duration = 0
    """How long it stays lost; 0 for ever."""

    def effect(self, context: FaultContext) -> Effect | None:
        return StepEffect(lost_after=max(self.after, 1), lost_for=self.lasts)

    def is_lasting(self, phase: Phase) -> bool:
        return self.lasts == 0 or self.lasts > LONGEST_WAIT
