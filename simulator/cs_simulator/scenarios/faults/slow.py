"""``slow``: a step takes longer, or an answer comes byte by byte.

In ``provision`` give ``factor`` or ``takes``; in ``reply`` give ``bytes_per_second``.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from cs_simulator.scenarios.faults._fault import Case, Fault, fate
from cs_simulator.scenarios.file.values import Distribution
from cs_simulator.scenarios.rules.effects import Effect, Phase, TransportFault


class Slow(Fault):
    """Take time."""

    phases: ClassVar[tuple[Phase, ...]] = ("provision", "reply", "read")
    main: ClassVar[str] = "factor"

    factor: Annotated[float, Field(ge=1, le=10_000)] | None = None
    """How many times as long the step takes."""
    takes: Distribution | None = None
    """How long the step takes instead."""
    bytes_per_second: Annotated[float, Field(gt=0, le=10**9)] | None = None
    """How fast the answer comes."""

    def act(self, case: Case) -> Effect | None:
        """The step's delay, or the answer's pace."""
        if self.bytes_per_second is not None:
            return TransportFault("slow", self.bytes_per_second)
        if self.takes is not None:
            subject = case.subject
            draw = case.chance("slow", subject.cluster, subject.stage, subject.number).uniform()
            return fate(case, self.kind(), delay=self.takes.quantile(draw) - case.takes)
        return fate(case, self.kind(), delay=round(case.takes * ((self.factor or 1) - 1)))

    def problems(self, phase: Phase) -> list[str]:
        """What is needed depends on the phase."""
        given = self.model_fields_set
        wanted = ({"factor"}, {"takes"}) if phase == "provision" else ({"bytes_per_second"},)
        if given not in wanted:
            names = " or ".join(name for each in wanted for name in sorted(each))
            return [*super().problems(phase), f"in {phase}, give {names}"]
        return super().problems(phase)
