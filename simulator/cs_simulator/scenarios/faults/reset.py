"""``reset``: close the connection with a reset: in ``admit`` undone, in ``reply`` done."""

from typing import ClassVar

from cs_simulator.scenarios.faults._fault import Case, Fault
from cs_simulator.scenarios.rules.effects import Effect, Phase, TransportFault


class Reset(Fault):
    """Reset the connection."""

    phases: ClassVar[tuple[Phase, ...]] = ("admit", "reply", "read")

    def act(self, case: Case) -> Effect | None:
        """Nothing is sent."""
        return TransportFault("reset")
