"""``stale_connection``: answers rightly, and then closes the connection that the client keeps.

Finds clients that do not repeat a request which a kept connection did not take any more.

No header says so. The next request that comes on the connection is not looked at: it is reset; with
``idle`` the connection is closed once it has been idle for so long. A rule with ``every: 10`` does
it after ten answers. Clients that open a connection for each call notice nothing, and nor do
scripts, which have none.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.domain.instants import SECOND
from cs_simulator.scenarios.rules.effects import Effect, Phase, TransportFault
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.values import Duration

_MOST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleConnection(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("reply",)
    main: ClassVar[str] = "idle"
    spoils_answer: ClassVar[bool] = False

    idle: Duration | None = None
    """Real time without a request after which the connection is closed; without it, the next
    request finds it closed."""

    def effect(self, context: FaultContext) -> Effect | None:
        if self.idle is None:
            return TransportFault("stale")
        return TransportFault("close", self.idle / SECOND)

    def problems(self, phase: Phase) -> list[str]:
        if self.idle is not None and not 0 < self.idle <= _MOST * SECOND:
            return [f"write how long it is idle: more than 0, and at most {_MOST}s"]
        return []
