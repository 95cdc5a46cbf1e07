"""``answer_headers``: gives a successful answer other headers, or a ``Date`` that is wrong.

Finds clients that take the server's ``Date`` for the time, or rely on a header.

The work is done, and the body is right.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.faults._headers import FaultWithHeaders
from cs_simulator.scenarios.rules.effects import ChangeAnswer, Effect, Phase
from cs_simulator.scenarios.rules.fault import FaultContext


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerHeaders(FaultWithHeaders):
    phases: ClassVar[tuple[Phase, ...]] = ("reply",)
    spoils_answer: ClassVar[bool] = False

    def effect(self, context: FaultContext) -> Effect | None:
        return ChangeAnswer(headers=self.header_fields(context.match.now))

    def problems(self, phase: Phase) -> list[str]:
        if problems := self.header_problems():
            return problems
        if not self.header_fields(0):
            return ["give headers, retry_after, date_behind or date_ahead"]
        return []
