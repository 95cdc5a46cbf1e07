"""``ghost_success``: answers as if the request had succeeded, ids included, and does nothing.

Finds clients that never check that what they created is there.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.rules.effects import Effect, FakeSuccess, Phase
from cs_simulator.scenarios.rules.fault import Fault, FaultContext


@dataclass(frozen=True, slots=True, kw_only=True)
class GhostSuccess(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("apply",)

    spoils_answer: ClassVar[bool] = False

    def effect(self, context: FaultContext) -> Effect | None:
        return FakeSuccess()

    def is_lasting(self, phase: Phase) -> bool:
        return True
