"""``ends_within``: from the first call to the last one no more than a time goes by.

The time is virtual: that of the tenant's clock, which calls, ``advance`` and a client that sleeps
in virtual time move. A clock that somebody else moves is not the client's time, and neither is
a wait that an answer asked for with ``Retry-After``.

It cannot see a client that waits for ever without a call.
"""

from dataclasses import dataclass
from itertools import pairwise, starmap
from typing import ClassVar

from cs_simulator.domain.instants import HOUR, SECOND, duration_text
from cs_simulator.domain.records import CallEntry
from cs_simulator.scenarios.expectations.evidence import Evidence
from cs_simulator.scenarios.expectations.invariant import Invariant
from cs_simulator.scenarios.expectations.verdict import MET, Verdict, missed
from cs_simulator.scenarios.values import Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class EndsWithin(Invariant):
    main: ClassVar[str] = "time"
    by_default: ClassVar[bool] = True

    time: Duration = 6 * HOUR
    """The most that may go by between the first call and the last one."""

    def check(self, evidence: Evidence) -> Verdict:
        if not evidence.calls:
            return MET
        first, last = evidence.calls[0], evidence.calls[-1]
        took = last.at - first.at - sum(starmap(_asked, pairwise(evidence.calls)))
        if took <= self.time:
            return MET
        most = duration_text(self.time)
        return missed(
            f"{last.operation or last.target} was called {duration_text(took)} after the first"
            f" call, and the client was to end within {most}",
            first,
            last,
        )


def _asked(call: CallEntry, following: CallEntry) -> int:
    """How much of the time between two calls an answer asked the client to wait."""
    return max(min(following.at - call.at, call.retry_after * SECOND), 0)
