"""``hang``: accepts the call and never answers, until the caller gives up or time is over.

Finds clients without a read timeout.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.domain.instants import SECOND
from cs_simulator.scenarios.declaration import Tried
from cs_simulator.scenarios.rules.effects import Effect, Phase, TransportFault
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.values import Duration

# As for a delay: a connection that waits costs memory.
_MOST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Hang(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("admit", "reply", "read")
    not_explored: ClassVar[str] = "it takes real time"
    main: ClassVar[str] = "at_most"

    at_most: Annotated[Duration, Tried(("1s", "3s"))] = _MOST * SECOND
    """Real time after which the connection is closed without an answer."""

    @property
    def delays_answers(self) -> bool:
        return True

    def effect(self, context: FaultContext) -> Effect | None:
        return TransportFault("hang", min(self.at_most / SECOND, _MOST))

    def problems(self, phase: Phase) -> list[str]:
        if self.at_most > _MOST * SECOND:
            return [f"no connection is held for more than {_MOST}s; write less"]
        return []
