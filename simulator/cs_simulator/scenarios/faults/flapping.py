"""``flapping``: a node joins the cluster, and then is lost and comes back again and again."""

from typing import ClassVar

from cs_simulator.domain.instants import MINUTE, SECOND
from cs_simulator.scenarios.faults._fault import Case, Fault, fate
from cs_simulator.scenarios.file.values import Duration, Positive
from cs_simulator.scenarios.rules.effects import Effect, Phase


class Flapping(Fault):
    """A node comes and goes."""

    phases: ClassVar[tuple[Phase, ...]] = ("provision",)
    main: ClassVar[str] = "times"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"stage": ("init",)}

    times: Positive = 5
    """How often it is lost."""
    after: Duration = MINUTE
    """How long after it joined it is lost for the first time."""
    every: Duration = MINUTE
    """The time from one loss to the next."""
    lasts: Duration = 20 * SECOND
    """How long it is lost each time."""

    def act(self, case: Case) -> Effect | None:
        """The node's losses."""
        return fate(
            case,
            self.kind(),
            lost_after=max(self.after, 1),
            lost_for=self.lasts,
            lost_times=self.times,
            every=self.every,
        )

    def problems(self, phase: Phase) -> list[str]:
        """It must be back before it is lost again."""
        if not 0 < self.lasts < self.every:
            return [*super().problems(phase), "lasts is more than nothing, and less than every"]
        return super().problems(phase)
