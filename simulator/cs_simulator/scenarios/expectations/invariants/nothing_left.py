"""``nothing_left``: no cluster is left, in whatever state, and with it no node pool and no node.

With ``name`` only the clusters and the node pools of such names count, so that a cluster may stay
of which the client made a node pool and deleted it. A cluster that is being deleted is left: who
does not wait for its end does not see it fail. ``deleting: gone`` takes it for deleted. What could
not be deleted, although that was asked for and accepted three times, is nobody's to delete; nor is
what is being deleted and does not exist by the last answer about it.

It cannot see networks, load balancers and disks, and no instances that are no nodes any more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from cs_simulator.domain.records import CallEntry
from cs_simulator.scenarios.expectations.evidence import (
    Evidence,
    has_arrived,
    has_succeeded,
    is_about,
    named,
)
from cs_simulator.scenarios.expectations.invariant import Invariant
from cs_simulator.scenarios.expectations.verdict import MET, Verdict, missed
from cs_simulator.scenarios.rules.patterns import matches_one
from cs_simulator.scenarios.values import Globs

_UNDELETED = "delete_failed"
_ENOUGH = 3
_NOT_FOUND = 404


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingLeft(Invariant):
    main: ClassVar[str] = "name"
    judged: ClassVar[Literal["always", "unless_overwhelmed", "on_success"]] = "unless_overwhelmed"

    name: Globs | None = None
    """The names that count; by default all."""
    deleting: Literal["left", "gone"] = "left"
    """What a cluster or a node pool is that is being deleted."""

    def check(self, evidence: Evidence) -> Verdict:
        left = self._left(evidence)
        if not left:
            return MET
        kinds = {kind: sum(one.kind == kind for one in left) for kind in ("cluster", "node pool")}
        counts = [_counted(number, kind) for kind, number in kinds.items() if number]
        creations = evidence.creations()
        calls = [call for one in left for call in creations.get(one.resource_id, ())]
        shown = named([f"{one.name} ({one.state}{one.more})" for one in left])
        return missed(f"{' and '.join(counts)} left: {shown}", *sorted(calls))

    def _left(self, evidence: Evidence) -> list["_Thing"]:
        """The clusters, and the node pools of a name that are in others."""
        clusters = [one for one in _clusters(evidence) if self._is_left(one, evidence)]
        if self.name is None:
            return clusters
        ids = {one.resource_id for one in clusters}
        pools = [one for one in _pools(evidence) if one.cluster_id not in ids]
        return [*clusters, *(one for one in pools if self._is_left(one, evidence))]

    def _is_left(self, one: "_Thing", evidence: Evidence) -> bool:
        if one.state == "deleted" or (one.state == "deleting" and self.deleting == "gone"):
            return False
        if self.name is not None and not matches_one(self.name, one.name):
            return False
        about = [call for call in evidence.calls if is_about(call, one.resource_id)]
        asked = sum(_deletes(call, one) for call in about)
        resists = one.state == _UNDELETED and asked >= _ENOUGH
        return not resists and not _seems_gone(one, about)


class _Thing(NamedTuple):
    kind: str
    resource_id: str
    cluster_id: str
    name: str
    state: str
    more: str = ""


def _clusters(evidence: Evidence) -> Iterator[_Thing]:
    for one in evidence.clusters.values():
        nodes = sum(node.cluster_id == one.cluster_id for node in evidence.nodes)
        more = f", {_counted(nodes, 'node')}" if nodes else ""
        yield _Thing("cluster", one.cluster_id, one.cluster_id, one.name, one.state.value, more)


def _pools(evidence: Evidence) -> Iterator[_Thing]:
    for one in evidence.pools.values():
        yield _Thing("node pool", one.group_id, one.cluster_id, one.name, one.state)


def _deletes(call: CallEntry, one: _Thing) -> bool:
    is_whole = call.target.partition("?")[0].endswith(f"/{one.resource_id}")
    return is_whole and call.method == "DELETE" and has_succeeded(call)


def _seems_gone(one: _Thing, about: list[CallEntry]) -> bool:
    """Whether the client was answered that there is nothing more to delete."""
    return (
        one.state == "deleting"
        and bool(about)
        and about[-1].status == _NOT_FOUND
        and has_arrived(about[-1])
    )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
