"""``calls_per_second``: in no second are there more than ``most`` calls.

All operations count together, or those that ``operation`` names.

It cannot see how long calls and the work between them take on a clock that stands still meanwhile:
there, calls that a client makes one after the other without a sleep are made at once. A client that
sleeps must sleep in virtual time, or ``time: real`` measures.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import CallEntry
from cs_simulator.scenarios.declaration import Limits, NameOf
from cs_simulator.scenarios.expectations.evidence import Clock, Evidence, instant
from cs_simulator.scenarios.expectations.invariant import Invariant
from cs_simulator.scenarios.expectations.verdict import MET, Verdict, missed
from cs_simulator.scenarios.rules.patterns import matches_one
from cs_simulator.scenarios.values import Globs


@dataclass(frozen=True, slots=True, kw_only=True)
class CallsPerSecond(Invariant):
    main: ClassVar[str] = "most"

    most: Annotated[int, Limits(ge=1, le=1_000_000)] = 20
    """The most calls in a second."""
    operation: Annotated[Globs, NameOf("operation")] | None = None
    """The operations that count; by default all."""
    time: Clock = "virtual"
    """The clock by which seconds are measured."""

    def check(self, evidence: Evidence) -> Verdict:
        calls = sorted(self._counted(evidence), key=lambda call: instant(call, self.time))
        first = 0
        for last, call in enumerate(calls):
            while instant(call, self.time) - instant(calls[first], self.time) >= SECOND:
                first += 1
            if last - first == self.most:
                found = calls[first : last + 1]
                names = sorted({call.operation or call.target for call in found})
                reason = f"{len(found)} calls in a second, of {', '.join(names)}"
                return missed(f"{reason}: at most {self.most} were expected", *found)
        return MET

    def _counted(self, evidence: Evidence) -> Iterable[CallEntry]:
        wanted = self.operation
        if wanted is None:
            return evidence.calls
        return (call for call in evidence.calls if matches_one(wanted, call.operation))
