"""``truncate``: announces the whole answer, sends its first bytes, and closes the connection.

Finds clients that use an answer without checking that it is complete.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.rules.effects import Effect, Phase, TransportFault
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.values import Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Truncate(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("reply", "read")
    main: ClassVar[str] = "bytes"

    bytes: Count = 10
    """The number of bytes of the body that are sent."""

    def effect(self, context: FaultContext) -> Effect | None:
        return TransportFault("truncate", self.bytes)
