"""``malformed``: answer with the right status and label, and a body that is no JSON."""

from typing import ClassVar

from cs_simulator.scenarios.faults._fault import Case, Fault
from cs_simulator.scenarios.rules.effects import Effect, Phase, TransportFault


class Malformed(Fault):
    """Spoil the body."""

    phases: ClassVar[tuple[Phase, ...]] = ("reply", "read")

    def act(self, case: Case) -> Effect | None:
        """The body breaks off in the middle, and is labelled as whole."""
        return TransportFault("malformed")
