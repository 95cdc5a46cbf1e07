"""``duplicate_delivery``: carries out the request twice, as if it had been delivered twice.

Finds clients whose requests are not idempotent.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

from cs_simulator.scenarios.rules.effects import DeliverTwice, Effect, Phase
from cs_simulator.scenarios.rules.fault import Fault, FaultContext


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateDelivery(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("apply",)
    spoils_answer: ClassVar[bool] = False
    not_explored: ClassVar[str] = "clients that send no client token cannot help what it makes"
    main: ClassVar[str] = "answer"

    answer: Literal["first", "second"] = "second"
    """Which of the two answers the caller gets: the second one may well be a refusal."""

    def effect(self, context: FaultContext) -> Effect | None:
        return DeliverTwice(self.answer)
