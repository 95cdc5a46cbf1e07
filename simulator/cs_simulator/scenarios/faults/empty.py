"""``empty``: close the connection properly, without a byte of an answer."""

from typing import ClassVar

from cs_simulator.scenarios.faults._fault import Case, Fault
from cs_simulator.scenarios.rules.effects import Effect, Phase, TransportFault


class Empty(Fault):
    """Answer nothing."""

    phases: ClassVar[tuple[Phase, ...]] = ("reply", "admit", "read")

    def act(self, case: Case) -> Effect | None:
        """Nothing is sent."""
        return TransportFault("empty")
