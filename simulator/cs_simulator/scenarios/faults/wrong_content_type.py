"""``wrong_content_type``: answer rightly, and label the answer as something else."""

from typing import ClassVar

from cs_simulator.scenarios.faults._fault import Case, Fault
from cs_simulator.scenarios.rules.effects import Effect, Phase, TransportFault


class WrongContentType(Fault):
    """Mislabel the answer."""

    phases: ClassVar[tuple[Phase, ...]] = ("reply", "read")
    main: ClassVar[str] = "content_type"

    content_type: str = "text/html"
    """What the answer is labelled as."""

    def act(self, case: Case) -> Effect | None:
        """The answer as it is, under another label."""
        return TransportFault("wrong_content_type", text=self.content_type)
