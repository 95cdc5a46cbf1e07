"""``hang``: take the call and never answer, until the caller gives up or the time is over."""

from typing import ClassVar

from cs_simulator.domain.instants import SECOND
from cs_simulator.scenarios.faults._fault import Case, Fault
from cs_simulator.scenarios.file.values import Duration
from cs_simulator.scenarios.rules.effects import Effect, Phase, TransportFault


class Hang(Fault):
    """Keep the caller waiting."""

    phases: ClassVar[tuple[Phase, ...]] = ("admit", "reply", "read")
    main: ClassVar[str] = "at_most"

    at_most: Duration = 300 * SECOND
    """Real time after which the connection is closed without an answer."""

    def act(self, case: Case) -> Effect | None:
        """Nothing is sent for so long."""
        return TransportFault("hang", self.at_most / SECOND)
