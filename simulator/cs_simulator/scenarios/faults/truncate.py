"""``truncate``: promise the whole answer, send the first bytes of it, and close the connection."""

from typing import ClassVar

from cs_simulator.scenarios.faults._fault import Case, Fault
from cs_simulator.scenarios.file.values import Count
from cs_simulator.scenarios.rules.effects import Effect, Phase, TransportFault


class Truncate(Fault):
    """Cut the answer."""

    phases: ClassVar[tuple[Phase, ...]] = ("reply", "read")
    main: ClassVar[str] = "bytes"

    bytes: Count = 10
    """How many bytes of the body are sent."""

    def act(self, case: Case) -> Effect | None:
        """Only so many bytes of the body are sent."""
        return TransportFault("truncate", self.bytes)
