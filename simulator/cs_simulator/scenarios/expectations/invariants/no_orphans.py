"""``no_orphans``: no cluster and no node pool is left that the client does not know of.

A client knows what a whole answer that reached it has the id of, in whatever call, and what it
names itself in a call. Node pools that were made with their cluster are known with it.

It cannot see that a client stopped waiting for an answer that came late, or forgot what it knew.
Long lists are kept in part only: they are taken to have had everything that there was.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

from cs_simulator.domain.records import CallEntry
from cs_simulator.scenarios.expectations.evidence import Evidence, has_arrived, is_whole, named
from cs_simulator.scenarios.expectations.invariant import Invariant
from cs_simulator.scenarios.expectations.verdict import MET, Verdict, missed


@dataclass(frozen=True, slots=True, kw_only=True)
class NoOrphans(Invariant):
    by_default: ClassVar[bool] = True
    judged: ClassVar[Literal["always", "unless_overwhelmed", "on_success"]] = "unless_overwhelmed"

    def check(self, evidence: Evidence) -> Verdict:
        creations = evidence.creations()
        for what, left in (("cluster", _clusters(evidence)), ("node pool", _pools(evidence))):
            unknown = {
                found: name
                for found, name in left.items()
                if found in creations and not _is_known(found, creations[found][0], evidence)
            }
            if unknown:
                things = f"{len(unknown)} {what}{'s' if len(unknown) > 1 else ''}"
                names = named([f"{name} ({found})" for found, name in unknown.items()])
                calls = [call for found in unknown for call in creations[found]]
                reason = f"{things} left that the client does not know of: {names}"
                return missed(reason, *sorted(calls))
        return MET


def _clusters(evidence: Evidence) -> dict[str, str]:
    """The names of the clusters that are left, by id."""
    return {one.cluster_id: one.name for one in evidence.lasting_clusters()}


def _pools(evidence: Evidence) -> dict[str, str]:
    """The names of the node pools that are left, by id."""
    return {one.group_id: one.name for one in evidence.lasting_pools()}


def _is_known(found: str, made: CallEntry, evidence: Evidence) -> bool:
    return any(_shows(call, found) for call in evidence.calls if call.serial >= made.serial)


def _shows(call: CallEntry, found: str) -> bool:
    """Whether the client names a thing in a call, or gets to know it by the answer."""
    if found in call.target or found in call.body:
        return True
    return has_arrived(call) and (found in call.answer or not is_whole(call))
