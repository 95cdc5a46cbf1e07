"""The headers that kinds of faults give to answers: any, when to come back, another time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Literal

from cs_simulator.domain.http_dates import as_http_date
from cs_simulator.domain.instants import SECOND
from cs_simulator.scenarios.declaration import Tried
from cs_simulator.scenarios.rules.effects import Phase
from cs_simulator.scenarios.rules.fault import LONGEST_WAIT, Fault
from cs_simulator.scenarios.values import Duration, Headers

Header = tuple[str, str]
# They say how the answer is sent, which is not the rule's business.
_OF_THE_CONNECTION = ("connection", "content-length", "keep-alive", "transfer-encoding")
_TRIED = ({"X-Cache": "HIT"}, {"x-acs-request-id": ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultWithHeaders(Fault):
    """A fault whose answers have headers of their own."""

    headers: Annotated[Headers, Tried(_TRIED)] = field(default_factory=dict)
    """Headers of the answer, by name."""
    retry_after: Duration | None = None
    """The value of ``Retry-After`` and ``x-acs-retry-after``; without it, they are not sent."""
    retry_after_as: Literal["seconds", "date"] = "seconds"
    """How ``Retry-After`` is written: as whole seconds, or as a date by the tenant's clock; with a
    date, ``Date`` has that clock's time."""
    date_behind: Duration | None = None
    """How far ``Date`` lies behind the tenant's clock."""
    date_ahead: Duration | None = None
    """How far ``Date`` lies ahead of the tenant's clock."""

    @property
    def asks_for_too_long(self) -> bool:
        """Whether nobody has to wait for as long as the answer asks for."""
        return (self.retry_after or 0) > LONGEST_WAIT

    def is_lasting(self, phase: Phase) -> bool:
        return self.asks_for_too_long or Fault.is_lasting(self, phase)

    def header_fields(self, now: int, wait: int | None = None) -> tuple[Header, ...]:
        """The headers of an answer at an instant; *wait* replaces ``retry_after``."""
        wait = self.retry_after if wait is None else wait
        return (*self._dates(now), *self._waits(now, wait), *self.headers.items())

    def _dates(self, now: int) -> Iterator[Header]:
        skew = (self.date_ahead or 0) - (self.date_behind or 0)
        if skew or self.retry_after_as == "date":
            yield "Date", as_http_date(max(now + skew, 0))

    def _waits(self, now: int, wait: int | None) -> Iterator[Header]:
        if wait is None:
            return
        seconds = max(1, -(-wait // SECOND))
        if self.retry_after_as == "date":
            yield "Retry-After", as_http_date(-(-now // SECOND) * SECOND + seconds * SECOND)
        else:
            yield "Retry-After", str(seconds)
        yield "x-acs-retry-after", str(seconds)

    def header_problems(self, *, has_wait: bool = False) -> list[str]:
        """What is wrong with the headers; *has_wait* if there is one without ``retry_after``."""
        names = {name.lower() for name in self.headers}
        skews = [skew for skew in (self.date_behind, self.date_ahead) if skew is not None]
        has_wait = has_wait or self.retry_after is not None
        if len(names) < len(self.headers):
            return ["a header is given twice in different spellings; leave one out"]
        if taken := names.intersection(_OF_THE_CONNECTION):
            return [f"{min(taken)} says how the answer is sent; leave it out"]
        if has_wait and "retry-after" in names:
            return ["headers has a Retry-After of its own; leave it out"]
        if (skews or self.retry_after_as == "date") and "date" in names:
            return ["headers has a Date of its own; leave it out"]
        if self.retry_after_as == "date" and not has_wait:
            return ["retry_after_as is about retry_after; give retry_after, or leave it out"]
        if len(skews) > 1:
            return ["Date lies behind or ahead; give one of date_behind and date_ahead"]
        if skews == [0]:
            return ["a Date that is wrong by 0 is right; write how far, or leave it out"]
        return []
