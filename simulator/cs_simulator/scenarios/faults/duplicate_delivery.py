"""``duplicate_delivery``: do what was asked twice, as if the network had sent it again."""

from typing import ClassVar, Literal

from cs_simulator.scenarios.faults._fault import Case, Fault
from cs_simulator.scenarios.rules.effects import DeliverTwice, Effect, Phase


class DuplicateDelivery(Fault):
    """Deliver the request twice."""

    phases: ClassVar[tuple[Phase, ...]] = ("apply",)
    main: ClassVar[str] = "answer"

    answer: Literal["first", "second"] = "second"
    """Which of the two answers the caller gets: the second one may well be a refusal."""

    def act(self, case: Case) -> Effect | None:
        """Done twice."""
        return DeliverTwice(self.answer)
