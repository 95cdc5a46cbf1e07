"""What invariants look at: the journal, and what there is at the moment of the check.

It is filled in by :mod:`cs_simulator.engine.expectation_check`; nothing here knows a world.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cs_simulator.domain.records import (
    LONGEST_ANSWER,
    CallEntry,
    Cluster,
    ClusterState,
    Node,
    NodeGroup,
    Task,
)

Clock = Literal["virtual", "real"]
"""By which clock waits are measured: the tenant's, or that of the machine."""

# An answer that arrives, and of which no client can use the rest.
_BROKEN = frozenset(("truncate", "malformed"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The calls of a client, and the resources as they are now: nothing that is due is run."""

    calls: Sequence[CallEntry] = ()
    """All calls of the journal, oldest first."""
    clusters: Mapping[str, Cluster]
    pools: Mapping[str, NodeGroup]
    nodes: Sequence[Node]
    tasks: Mapping[str, Task]

    def lasting_clusters(self) -> list[Cluster]:
        """The clusters that are neither deleted nor being deleted."""
        return [cluster for cluster in self.clusters.values() if cluster.state not in _GOING]

    def lasting_pools(self) -> list[NodeGroup]:
        """The node pools that are neither deleted nor being deleted, with or without a cluster."""
        clusters = {cluster.cluster_id for cluster in self.lasting_clusters()}
        return [
            pool
            for pool in self.pools.values()
            if pool.cluster_id in clusters and pool.state not in _GOING
        ]

    def creations(self) -> dict[str, list[CallEntry]]:
        """The calls that made clusters and node pools, by the id of what they made.

        A call that was repeated with its client token is there, too: it answers for the same thing.
        """
        found: dict[str, list[CallEntry]] = {}
        for call in self.calls:
            if made := self._made_by(call):
                found.setdefault(made, []).append(call)
        return found

    def _made_by(self, call: CallEntry) -> str:
        if call.operation == "CreateCluster":
            return call.cluster_id
        task = self.tasks.get(call.task_id)
        return task.group_id if task and call.operation == "CreateClusterNodePool" else ""


_GOING = frozenset((ClusterState.DELETING, ClusterState.DELETED))


def faults_of(call: CallEntry) -> frozenset[str]:
    """The kinds of the rules that acted on a call."""
    return frozenset(fault.rpartition(":")[2] for fault in call.faults.split())


def has_arrived(call: CallEntry) -> bool:
    """Whether the client got the whole answer, as far as the simulator knows.

    A client that stopped waiting for a slow answer has not got it, and nothing here shows that.
    """
    return call.status != 0 and not faults_of(call) & _BROKEN


def is_whole(call: CallEntry) -> bool:
    """Whether the journal has the whole answer: long ones are cut."""
    return len(call.answer.encode()) < LONGEST_ANSWER


def named(names: Sequence[str], most: int = 5) -> str:
    """Names in a sentence: ``a, b and 3 more``."""
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def instant(call: CallEntry, clock: Clock) -> int:
    """When a call was made."""
    return call.at if clock == "virtual" else call.received


def is_after(call: CallEntry, answered: CallEntry) -> bool:
    """Whether a call was made once another one was answered, and not while it was under way."""
    return call.serial > answered.serial and call.received >= answered.received + answered.duration


def is_read(call: CallEntry) -> bool:
    """Whether a call changes nothing."""
    return call.method == "GET"


def has_succeeded(call: CallEntry) -> bool:
    """Whether the client was answered that a call succeeded."""
    return has_arrived(call) and 200 <= call.status < 400


def is_about(call: CallEntry, resource_id: str) -> bool:
    """Whether the path of a call names a cluster or a node pool."""
    return resource_id in call.target.partition("?")[0].split("/")
