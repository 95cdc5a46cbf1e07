"""``throttle``: let through so many calls a second of virtual time, and refuse the others."""

import re
from typing import Annotated, ClassVar

from pydantic import AfterValidator

from cs_simulator.domain.instants import SECOND
from cs_simulator.scenarios.faults._fault import Case, Fault, refuse
from cs_simulator.scenarios.file.values import Duration, Positive
from cs_simulator.scenarios.rules.effects import Effect, Phase

_RATE = re.compile(r"(\d+(?:\.\d+)?)/(s|m|h)")
_UNITS = {"s": 1, "m": 60, "h": 3600}


def _readable(text: str) -> str:
    found = _RATE.fullmatch(text)
    if not found or not 0 < float(found[1]) < 10**6:
        raise ValueError("write a rate such as 2/s, 30/m or 100/h")
    return text


class Throttle(Fault):
    """A bucket of tokens: each call takes one; an empty bucket refuses."""

    phases: ClassVar[tuple[Phase, ...]] = ("admit",)
    main: ClassVar[str] = "rate"

    rate: Annotated[str, AfterValidator(_readable)]
    """Tokens that come back: ``2/s``, ``30/m``."""
    burst: Positive = 1
    """How many tokens the bucket holds; it is full at the beginning."""
    retry_after: Duration | None = None
    """What ``Retry-After`` and ``x-acs-retry-after`` tell; without it, when a token is back."""
    code: str = "Throttling.User"

    def act(self, case: Case) -> Effect | None:
        """A refusal, if the bucket is empty."""
        tokens = self._tokens(case)
        if tokens >= 1000:
            return None
        wait = self.retry_after
        if wait is None:
            wait = round((1000 - tokens) / 1000 / self._per_second * SECOND)
        seconds = str(max(1, -(-wait // SECOND)))
        return refuse(self.code, "", None, ("Retry-After", seconds), ("x-acs-retry-after", seconds))

    def level(self, case: Case) -> tuple[int, int]:
        """The tokens left, in thousandths."""
        tokens = self._tokens(case)
        return tokens - 1000 if tokens >= 1000 else tokens, case.subject.now

    @property
    def _per_second(self) -> float:
        number, unit = self.rate.split("/")
        return float(number) / _UNITS[unit]

    def _tokens(self, case: Case) -> int:
        if not case.level_at:
            return self.burst * 1000
        back = (case.subject.now - case.level_at) / SECOND * self._per_second * 1000
        return min(self.burst * 1000, case.level + int(back))
