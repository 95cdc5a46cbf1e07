"""``backoff_grows``: a call that fails again and again is repeated after longer and longer waits.

Of so many ``tries`` of one operation on one path in a row, all but the last of which failed, one
wait must be longer, by a tenth or more, than an earlier one. A call fails if it is not answered, or
with a status of 500 or more, 429, or a code of throttling. Waits that the answer asked for with
``Retry-After`` do not count. Waits that are drawn at random, or do not grow beyond a limit, are
right.

It cannot see what happens between two clocks: a client that sleeps must sleep in virtual time, or
``time: real`` measures. A fixed wait that varies by more than a tenth looks as if it grew; and of
five thousand runs of tries after waits drawn between nothing and a limit that doubles, a few look
as if they did not: more ``tries`` make it fewer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, ClassVar

from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import CallEntry
from cs_simulator.scenarios.declaration import Limits
from cs_simulator.scenarios.expectations.evidence import Clock, Evidence, has_arrived, instant
from cs_simulator.scenarios.expectations.invariant import Invariant
from cs_simulator.scenarios.expectations.verdict import MET, Verdict, missed

_TOO_MANY, _FROM_SERVER = 429, 500
_LONGER = 1.1


@dataclass(frozen=True, slots=True, kw_only=True)
class BackoffGrows(Invariant):
    main: ClassVar[str] = "tries"

    tries: Annotated[int, Limits(ge=3, le=1000)] = 5
    """As many tries in a row are looked at."""
    time: Clock = "virtual"
    """The clock by which waits are measured."""

    def check(self, evidence: Evidence) -> Verdict:
        for run in _runs(evidence):
            waits = [
                instant(later, self.time) - instant(earlier, self.time)
                for earlier, later in pairwise(run)
            ]
            if len(run) >= self.tries and not _grows(waits):
                shown = ", ".join(f"{wait / SECOND:g} s" for wait in waits[:5])
                more = ", …" if len(waits) > 5 else ""
                found = (
                    f"{run[0].operation} was tried {len(run)} times in a row, after {shown}{more}"
                )
                return missed(f"{found}: the waits do not grow", *run)
        return MET


def _grows(waits: list[int]) -> bool:
    """Whether one of the waits is longer than an earlier one."""
    shortest = waits[0]
    for wait in waits:
        if wait > shortest * _LONGER:
            return True
        shortest = min(shortest, wait)
    return False


def _runs(evidence: Evidence) -> Iterator[list[CallEntry]]:
    """Tries of one operation on one path in a row: all have failed but perhaps the last."""
    runs: dict[tuple[str, str], list[CallEntry]] = {}
    for call in evidence.calls:
        key = (call.operation, call.target.partition("?")[0])
        run = runs.setdefault(key, [])
        run.append(call)
        if not _has_failed(call) or call.retry_after:
            yield runs.pop(key)
    yield from runs.values()


def _has_failed(call: CallEntry) -> bool:
    """Whether the same call may succeed later."""
    is_throttled = call.status == _TOO_MANY or call.code.startswith("Throttling")
    return is_throttled or call.status >= _FROM_SERVER or not has_arrived(call)
