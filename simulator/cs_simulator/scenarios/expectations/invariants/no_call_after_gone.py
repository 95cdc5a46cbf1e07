"""``no_call_after_gone``: who has seen that a cluster or node pool is gone does not call it again.

A client has seen it when a call on something that it had used before is answered that it does not
exist. That answer itself is no mistake: it is how one sees it. After the answer to a change, such
as a deletion that is repeated, it may be looked at until a read says so, too.

It cannot see what a client makes of lists, and not who of several makes a call: two that wait for
one cluster, each in its own loop, are taken for one that calls too often.
"""

from dataclasses import dataclass

from cs_simulator.domain.records import CallEntry
from cs_simulator.scenarios.expectations.evidence import (
    Evidence,
    has_arrived,
    has_succeeded,
    is_about,
    is_after,
    is_read,
)
from cs_simulator.scenarios.expectations.invariant import Invariant
from cs_simulator.scenarios.expectations.verdict import MET, Verdict, missed

# By the code of the answer: what is gone, and the segment of the path before its id.
_GONE = {
    "ErrorClusterNotFound": ("cluster", "clusters"),
    "ErrorNodePoolNotFound": ("node pool", "nodepools"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoCallAfterGone(Invariant):
    def check(self, evidence: Evidence) -> Verdict:
        seen: dict[str, CallEntry] = {}
        """The first answers that something is gone, and those to reads in place of others."""
        used: set[str] = set()
        for call in evidence.calls:
            for gone, answered in seen.items():
                if is_about(call, gone) and is_after(call, answered) and not _may(call, answered):
                    what, _ = _GONE[answered.code]
                    since = f"{answered.operation} was answered that {what} {gone} does not exist"
                    return missed(f"{call.operation} was called after {since}", answered, call)
            lacking = _gone_by(call)
            if lacking in used and (lacking not in seen or is_read(call)):
                seen[lacking] = call
            if has_succeeded(call):
                used.update(call.target.partition("?")[0].split("/")[1:])
        return MET


def _may(call: CallEntry, answered: CallEntry) -> bool:
    """Whether a call may follow the answer: a look after a change that was too late."""
    return is_read(call) and not is_read(answered)


def _gone_by(call: CallEntry) -> str:
    """The id of what an answer truly says is gone; empty if it does not.

    An answer on which a rule acted may be about the past, or made up.
    """
    if call.code not in _GONE or call.faults or not has_arrived(call):
        return ""
    _, before = _GONE[call.code]
    parts = call.target.partition("?")[0].split("/")
    return parts[parts.index(before) + 1] if before in parts[:-1] else ""
