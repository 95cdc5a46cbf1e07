"""``nothing_left``: no cluster is left, in whatever state, and with it no node pool and no node.

With ``name`` only the clusters and the node pools of such names count, so that a cluster may stay
of which the client made a node pool and deleted it. A cluster that is being deleted is left: who
does not wait for its end does not see it fail. ``deleting: gone`` takes it for deleted.

It cannot see networks, load balancers and disks, and no instances that are no nodes any more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from cs_simulator.scenarios.expectations.evidence import Evidence, named
from cs_simulator.scenarios.expectations.invariant import Invariant
from cs_simulator.scenarios.expectations.verdict import MET, Verdict, missed
from cs_simulator.scenarios.rules.patterns import matches_one
from cs_simulator.scenarios.values import Globs


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingLeft(Invariant):
    main: ClassVar[str] = "name"
    judged: ClassVar[Literal["always", "unless_overwhelmed", "on_success"]] = "unless_overwhelmed"

    name: Globs | None = None
    """The names that count; by default all."""
    deleting: Literal["left", "gone"] = "left"
    """What a cluster or a node pool is that is being deleted."""

    def check(self, evidence: Evidence) -> Verdict:
        left = list(self._left(evidence))
        if not left:
            return MET
        kinds = {kind: sum(one.kind == kind for one in left) for kind in ("cluster", "node pool")}
        counts = [_counted(number, kind) for kind, number in kinds.items() if number]
        creations = evidence.creations()
        calls = [call for one in left for call in creations.get(one.resource_id, ())]
        shown = named([f"{one.name} ({one.state})" for one in left])
        return missed(f"{' and '.join(counts)} left: {shown}", *sorted(calls))

    def _left(self, evidence: Evidence) -> Iterator["_Left"]:
        """The clusters, and the node pools of those that are not among them."""
        clusters = set()
        for cluster in evidence.clusters.values():
            if self._counts(cluster.name, cluster.state.value):
                clusters.add(cluster.cluster_id)
                nodes = sum(node.cluster_id == cluster.cluster_id for node in evidence.nodes)
                state = cluster.state.value + (f", {_counted(nodes, 'node')}" if nodes else "")
                yield _Left("cluster", cluster.cluster_id, cluster.name, state)
        for pool in evidence.pools.values() if self.name else ():
            if pool.cluster_id not in clusters and self._counts(pool.name, pool.state):
                yield _Left("node pool", pool.group_id, pool.name, pool.state)

    def _counts(self, name: str, state: str) -> bool:
        if state == "deleted" or (state == "deleting" and self.deleting == "gone"):
            return False
        return self.name is None or matches_one(self.name, name)


class _Left(NamedTuple):
    kind: str
    resource_id: str
    name: str
    state: str


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
