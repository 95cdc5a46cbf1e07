"""``no_duplicates``: no two clusters and no two node pools of one name are left.

Clusters are duplicates if name, type and region are the same, node pools if name and cluster are.
What is deleted, is being deleted or could not be deleted is none, so a client that notices its
second cluster and deletes it is right. What a fault delivered twice is none either: the client made
one call.

It cannot see a duplicate under another name: ``no_orphans`` does.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from cs_simulator.domain.records import ClusterState
from cs_simulator.scenarios.expectations.evidence import Evidence, faults_of, named
from cs_simulator.scenarios.expectations.invariant import Invariant
from cs_simulator.scenarios.expectations.verdict import MET, Verdict, missed

_UNDELETED = ClusterState.DELETE_FAILED


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDuplicates(Invariant):
    by_default: ClassVar[bool] = True

    def check(self, evidence: Evidence) -> Verdict:
        creations = evidence.creations()
        for same in _of_one_name(evidence):
            calls = [call for one in same.ids for call in creations.get(one, ())]
            twice = sum("duplicate_delivery" in faults_of(call) for call in calls)
            unasked = sum(one not in creations for one in same.ids)
            if len(same.ids) - min(twice, unasked) > 1:
                found = f"{len(same.ids)} {same.what} named {same.name}: {named(same.ids)}"
                return missed(found, *sorted(calls))
        return MET


class _Things(NamedTuple):
    what: str
    name: str
    ids: list[str]


def _of_one_name(evidence: Evidence) -> Iterable[_Things]:
    """The clusters, and then the node pools, of each name, in the order in which they were made."""
    found: dict[Hashable, _Things] = {}
    for cluster in evidence.lasting_clusters():
        if cluster.state is not _UNDELETED:
            key: Hashable = (cluster.region_id, cluster.cluster_type, cluster.name)
            things = found.setdefault(key, _Things("clusters", cluster.name, []))
            things.ids.append(cluster.cluster_id)
    for pool in evidence.lasting_pools():
        if pool.state != _UNDELETED:
            key = (pool.cluster_id, pool.name)
            things = found.setdefault(key, _Things("node pools", pool.name, []))
            things.ids.append(pool.group_id)
    return found.values()
