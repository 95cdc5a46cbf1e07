"""``stuck``: a step does not come to its end: for ever, or for a time."""

from typing import ClassVar

from cs_simulator.scenarios.faults._fault import Case, Fault, fate
from cs_simulator.scenarios.file.values import Duration
from cs_simulator.scenarios.rules.effects import Effect, Phase


class Stuck(Fault):
    """A step stands still. ``PATCH /_simulator/tasks/…`` lets one that is stuck for ever go on."""

    phases: ClassVar[tuple[Phase, ...]] = ("provision",)
    main: ClassVar[str] = "lasts"

    lasts: Duration | None = None
    """How long; without it, for ever."""

    def act(self, case: Case) -> Effect | None:
        """The step is held, or takes longer."""
        if self.lasts is None:
            return fate(case, self.kind(), holds=True)
        return fate(case, self.kind(), delay=self.lasts)
