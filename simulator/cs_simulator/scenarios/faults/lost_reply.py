"""``lost_reply``: do what was asked, keep it, and reset the connection before the answer.

The caller cannot know; one that simply tries again makes it happen twice.
"""

from typing import ClassVar

from cs_simulator.scenarios.faults._fault import Case, Fault
from cs_simulator.scenarios.rules.effects import Effect, Phase, TransportFault


class LostReply(Fault):
    """Lose the answer."""

    phases: ClassVar[tuple[Phase, ...]] = ("reply",)

    def act(self, case: Case) -> Effect | None:
        """Done, and nothing is sent."""
        return TransportFault("reset")
