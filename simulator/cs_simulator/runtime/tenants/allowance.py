"""How far a tenant may go on until its next commit, so that no restart takes back what was shown.

A read commits nothing, but it shows an instant, and has a request id. So each commit of a tenant
allows for some of both ahead: the next numbers of calls, and some seconds of a running clock. A
tenant that was not closed properly goes on behind that: it gives no number twice, and its time does
not go back.
"""

from math import inf
from typing import NamedTuple

from cs_simulator.domain.clock import Clock
from cs_simulator.domain.instants import SECOND
from cs_simulator.storage.changes import TenantRow

# Calls, and real seconds, ahead of a commit: enough that a busy tenant is committed for other
# reasons in between, and an idle one once a minute at most.
CALLS = 4096
SECONDS = 60.0


class Allowance(NamedTuple):
    """What may be shown until the next commit."""

    calls: int
    """The last number that a call may have."""
    until: float
    """The monotonic reading up to which time may be shown."""

    def is_half_used(self, calls: int, reading: float) -> bool:
        """Whether it is time to commit the next one: no call shall have to wait for that."""
        return calls > self.calls - CALLS // 2 or reading > self.until - SECONDS / 2


NONE = Allowance(0, -inf)
"""That of a tenant without a commit."""


def allow(calls: int, clock: Clock, reading: float) -> Allowance:
    """What a commit at that reading allows, after so many calls."""
    return Allowance(calls + CALLS, reading + SECONDS if clock.speed else inf)


# What a row allows is never more than this module allows: a damaged one must not lead far away.


def resumed_calls(row: TenantRow, calls: int) -> int:
    """The number of calls from which a tenant of the store goes on."""
    return max(calls, min(row.calls_allowed, calls + CALLS))


def resumed_now(row: TenantRow, speed: float, boot: str, reading: float) -> int:
    """The instant from which a tenant of the store goes on.

    It is the one that its clock would show if its process had not ended, as far as its last commit
    allowed for that. Readings are comparable only while the machine has not been booted again.
    """
    elapsed = reading - row.reading
    is_known = row.boot == boot != "" and 0 <= elapsed < SECONDS
    latest = row.now + int((elapsed if is_known else SECONDS) * speed * SECOND)
    return max(row.now, min(row.now_allowed, latest))
