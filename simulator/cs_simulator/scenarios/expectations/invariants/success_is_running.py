"""``success_is_running``: who says that all went well has clusters that run, with all their nodes.

Each cluster that is left runs, each of its node pools is active and has as many healthy nodes as it
wants, and what a creation answered as made is there, unless the client asked for it since. What
changed by itself after the client had looked for the last time is excused; nothing is waited for.
Clusters and node pools that are being deleted do not count, nor do registered clusters that wait
for their agent.

It cannot see whether the client meant to say so: ask for it where the client ends well. Of a Swarm
cluster it cannot see how many nodes were wanted, only that those that there are run.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from cs_simulator.domain.records import CallEntry, Cluster, ClusterState, Node, NodeGroup
from cs_simulator.scenarios.expectations.evidence import (
    Evidence,
    has_arrived,
    has_succeeded,
    is_about,
    is_read,
    named,
)
from cs_simulator.scenarios.expectations.invariant import Invariant
from cs_simulator.scenarios.expectations.verdict import MET, Verdict, missed

_FINE = frozenset((ClusterState.RUNNING, ClusterState.WAITING))
_ACTIVE = "active"
_CHANGING = (
    "initial", "scaling", "updating", "upgrading", "repairing", "removing", "removing_nodes",
)  # fmt: skip
"""The states of clusters, node pools and nodes that pass."""


class _Problem(NamedTuple):
    text: str
    resource_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessIsRunning(Invariant):
    judged: ClassVar[Literal["always", "unless_overwhelmed", "on_success"]] = "on_success"

    def check(self, evidence: Evidence) -> Verdict:
        creations = evidence.creations()
        problems = [*_never_made(evidence, creations)]
        for cluster in evidence.lasting_clusters():
            problems += _of_cluster(cluster, evidence)
        if not problems:
            return MET
        calls = {call for one in problems for call in creations.get(one.resource_id, ())}
        return missed(named([problem.text for problem in problems]), *sorted(calls))


def _never_made(evidence: Evidence, creations: dict[str, list[CallEntry]]) -> Iterator[_Problem]:
    """Clusters that an answer has as made, that are not there, and after which nobody asked."""
    for made, calls in creations.items():
        if any(call.operation == "CreateCluster" and has_succeeded(call) for call in calls):
            asked = any(made in call.target or made in call.body for call in evidence.calls)
            if made not in evidence.clusters and not asked:
                yield _Problem(f"cluster {made} is not there", made)


def _of_cluster(cluster: Cluster, evidence: Evidence) -> Iterator[_Problem]:
    """What does not run of a cluster, as far as the client could know."""
    history = _History(cluster.cluster_id, evidence)
    if cluster.state not in _FINE and not history.is_news(cluster.updated):
        yield _Problem(f"cluster {cluster.name} is {cluster.state.value}", cluster.cluster_id)
    nodes = [node for node in evidence.nodes if node.cluster_id == cluster.cluster_id]
    own = [node for node in nodes if not node.group_id]
    fine = sum(_counts(node, history) for node in own)
    if fine < len(own) and cluster.state in _FINE:
        text = f"cluster {cluster.name} has {fine} of {len(own)} nodes"
        yield _Problem(text, cluster.cluster_id)
    for pool in evidence.lasting_pools():
        if pool.cluster_id == cluster.cluster_id:
            yield from _of_pool(cluster, pool, nodes, history)


def _of_pool(
    cluster: Cluster, pool: NodeGroup, nodes: list[Node], history: "_History"
) -> Iterator[_Problem]:
    if history.is_news(pool.updated, of_nodes=True):
        return
    name = f"node pool {pool.name} of {cluster.name}"
    fine = sum(_counts(node, history) for node in nodes if node.group_id == pool.group_id)
    if pool.state != _ACTIVE:
        yield _Problem(f"{name} is {pool.state}", pool.group_id)
    elif fine < pool.size:
        yield _Problem(f"{name} has {fine} of {pool.size} nodes", pool.group_id)


def _counts(node: Node, history: "_History") -> bool:
    """Whether a node is healthy, or was when the client looked for the last time."""
    return node.is_healthy or (node.is_lost and history.is_news(node.updated, of_nodes=True))


class _History:
    """What a client has asked of a cluster, and when it looked at it."""

    def __init__(self, cluster_id: str, evidence: Evidence) -> None:
        about = [call for call in evidence.calls if _names(call, cluster_id)]
        changes = [call.serial for call in about if not is_read(call)]
        asked = max(changes, default=0)
        self._looks = [
            call for call in about if is_read(call) and has_succeeded(call) and call.serial > asked
        ]

    def is_news(self, changed: int, *, of_nodes: bool = False) -> bool:
        """Whether a change came by itself after the last look, which showed nothing in progress."""
        looks = [call for call in self._looks if _shows_nodes(call) or not of_nodes]
        return bool(looks) and changed > looks[-1].at and not _shows_progress(looks[-1])


def _shows_nodes(call: CallEntry) -> bool:
    """Whether a read shows nodes or node pools."""
    return "Node" in call.operation or "Host" in call.operation


def _shows_progress(call: CallEntry) -> bool:
    """Whether an answer shows that something is still changing."""
    return any(f':"{state}"' in call.answer for state in _CHANGING)


def _names(call: CallEntry, cluster_id: str) -> bool:
    """Whether a call is about a cluster, or lists it."""
    return is_about(call, cluster_id) or (has_arrived(call) and cluster_id in call.answer)
