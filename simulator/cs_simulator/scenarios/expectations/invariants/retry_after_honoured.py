"""``retry_after_honoured``: who is asked to wait by ``Retry-After`` comes back no sooner.

What counts is the next call of the same method and path that is made after a refusal arrived. A
header beside a success asks nobody to wait, and one beside a body that is no JSON object is not
seen by a client of an SDK, which cannot read such an answer.

It cannot see that another call, which may be one too many as well, should have waited, too. A
client that sleeps must sleep in virtual time, or ``time: real`` measures.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import CallEntry
from cs_simulator.scenarios.expectations.evidence import (
    Clock,
    Evidence,
    has_arrived,
    instant,
    is_after,
)
from cs_simulator.scenarios.expectations.invariant import Invariant
from cs_simulator.scenarios.expectations.verdict import MET, Verdict, missed

_REFUSED = 400
# A wait that is short by this was a wait: clocks are read at both ends.
_TOLERANCE = SECOND // 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryAfterHonoured(Invariant):
    main: ClassVar[str] = "time"

    time: Clock = "virtual"
    """The clock by which waits are measured."""

    def check(self, evidence: Evidence) -> Verdict:
        waiting: dict[tuple[str, str], CallEntry] = {}
        for call in evidence.calls:
            key = (call.method, call.target.partition("?")[0])
            refused = waiting.get(key)
            if refused and is_after(call, refused):
                waited = instant(call, self.time) - instant(refused, self.time)
                if waited < refused.retry_after * SECOND - _TOLERANCE:
                    came = f"{call.operation} came back after {waited / SECOND:g} s"
                    asked = f"it was asked to wait {refused.retry_after} s"
                    return missed(f"{came}, and {asked}", refused, call)
                del waiting[key]
            if call.retry_after and _is_readable(call):
                waiting[key] = call
        return MET


def _is_readable(call: CallEntry) -> bool:
    """Whether an answer is a refusal that every client can read."""
    return call.status >= _REFUSED and has_arrived(call) and call.answer.startswith("{")
