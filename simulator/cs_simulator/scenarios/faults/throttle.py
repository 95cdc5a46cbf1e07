"""``throttle``: allows a rate of calls in virtual time, and refuses the others.

Finds clients that poll too often or ignore ``Retry-After``.

A bucket of tokens: each call takes one, and an empty bucket refuses.
"""

import re
from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.domain.instants import SECOND, later
from cs_simulator.scenarios.declaration import After, Tried
from cs_simulator.scenarios.faults._failures import refuse
from cs_simulator.scenarios.faults._headers import FaultWithHeaders
from cs_simulator.scenarios.rules.effects import Effect, Phase
from cs_simulator.scenarios.rules.fault import LONGEST_WAIT, FaultContext
from cs_simulator.scenarios.values import Duration, ErrorCode, HttpError, Positive

_RATE = re.compile(r"(\d{1,10}(?:\.\d{1,10})?)/(s|m|h)")
_UNITS = {"s": 1, "m": 60, "h": 3600}


def _rate(text: str) -> str:
    found = _RATE.fullmatch(text)
    # At the least rate there is a token in thirty years, which is the longest of all durations.
    if not found or not 1e-9 <= float(found[1]) / _UNITS[found[2]] <= 10**6:
        raise ValueError("write a rate such as 2/s, 30/m or 100/h, from 0.00001/h to 1000000/s")
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Throttle(FaultWithHeaders):
    phases: ClassVar[tuple[Phase, ...]] = ("admit",)
    main: ClassVar[str] = "rate"
    fires_always: ClassVar[bool] = False

    rate: Annotated[str, After(_rate), Tried(("1/m", "6/m", "1/s", "10/h"))]
    """The rate at which tokens come back: ``2/s``, ``30/m``."""
    burst: Positive = 1
    """The number of tokens that the bucket holds; it is full at the beginning."""
    retry_after: Duration | None = None
    """The value of ``Retry-After`` and ``x-acs-retry-after``; without it, the time until there is
    a token again."""
    penalty: Duration | None = None
    """By how much each call that comes back earlier than the last answer asked for extends the
    ban, during which all calls are refused; without it, such calls cost nothing."""
    code: ErrorCode = "Throttling.User"
    status: HttpError | None = None

    def is_lasting(self, phase: Phase) -> bool:
        return self.asks_for_too_long or self._per_second * LONGEST_WAIT < SECOND

    def effect(self, context: FaultContext) -> Effect | None:
        wait = self._wait(context)
        if wait is None:
            return None
        headers = self.header_fields(context.match.now, wait)
        return refuse(self.code, status=self.status, headers=headers)

    def next_level(self, context: FaultContext) -> tuple[int, int]:
        now, tokens, wait = context.match.now, self._tokens(context), self._wait(context)
        if wait is None:
            return tokens - 1000, now
        if self.penalty is None:
            return tokens, now
        return max(tokens, 1000), later(now, wait)  # there is a token again when the ban is over

    def _wait(self, context: FaultContext) -> int | None:
        """For how long a call is refused; ``None`` for one that is allowed."""
        ban = context.level_at - context.match.now
        if ban > 0 and self.penalty is not None:
            return ban + self.penalty
        tokens = self._tokens(context)
        if tokens >= 1000:
            return None
        until_token = round((1000 - tokens) / 1000 / self._per_second * SECOND)
        return until_token if self.retry_after is None else self.retry_after

    def problems(self, phase: Phase) -> list[str]:
        if self.penalty == 0:
            return ["a penalty of 0 adds nothing; write how long it is, or leave it out"]
        return self.header_problems(has_wait=True)

    @property
    def _per_second(self) -> float:
        number, unit = self.rate.split("/")
        return float(number) / _UNITS[unit]

    def _tokens(self, context: FaultContext) -> int:
        """The tokens in the bucket, in thousandths."""
        if not context.level_at:
            return self.burst * 1000
        elapsed = (context.match.now - context.level_at) / SECOND
        return min(self.burst * 1000, context.level + int(elapsed * self._per_second * 1000))
