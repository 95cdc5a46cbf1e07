"""The rows of one cluster: its states, its tasks, its nodes, and its pools with theirs."""

from collections.abc import Iterator, Sequence

from cs_simulator.charts.model import Bar, Mark, Row
from cs_simulator.charts.rows.index import FactIndex
from cs_simulator.charts.rows.nodes import node_row
from cs_simulator.charts.rows.pods import pods_row
from cs_simulator.charts.rows.tasks import task_row
from cs_simulator.domain.records import Cluster, ClusterState, NodeGroup, Task, Trace

MOST_GONE = 100
"""As many clusters that are gone without a record have rows."""
_LAST = 2**62


class ClusterRows:
    """Makes the rows of clusters; finds the tasks and the nodes of each once for all."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index
        self._tasks: dict[tuple[str, str], list[Task]] = {}
        """By cluster and group."""
        self._nodes: dict[tuple[str, str], list[str]] = {}
        for task in index.facts.tasks:
            self._tasks.setdefault((task.cluster_id, task.group_id), []).append(task)
        for instance_id, place in index.clusters_of_nodes.items():
            self._nodes.setdefault(place, []).append(instance_id)

    def cluster_ids(self) -> list[str]:
        """The clusters in the order in which they began; of those without a record the last."""
        known = self._index.facts.clusters
        gone = [cluster_id for cluster_id in dict.fromkeys(self._gone()) if cluster_id not in known]
        last = sorted(gone, key=self._began)[-MOST_GONE:]
        return sorted([*known, *last], key=self._began)

    def rows(self, cluster_id: str) -> Iterator[Row]:
        """The rows of one cluster."""
        cluster = self._index.facts.clusters.get(cluster_id)
        yield self._cluster_row(cluster_id, cluster)
        if pods := self._index.pods.get(cluster_id):
            yield pods_row(cluster_id, pods)
        yield from self._members(cluster_id, "")
        for group_id in self._groups(cluster_id):
            yield self._pool_row(cluster_id, group_id)
            yield from self._members(cluster_id, group_id)

    def _gone(self) -> Iterator[str]:
        """Clusters without a record: they have left traces."""
        yield from (task.cluster_id for task in self._index.facts.tasks)
        for traces in self._index.states.values():
            yield from (trace.cluster_id for trace in traces)

    def _began(self, cluster_id: str) -> int:
        cluster = self._index.facts.clusters.get(cluster_id)
        if cluster is not None:
            return cluster.created
        tasks = self._tasks.get((cluster_id, ""), ())
        times = [task.created for task in tasks]
        times += [trace.ended for trace in self._index.states.get(cluster_id, ())]
        return min(times, default=self._index.facts.now)

    def _groups(self, cluster_id: str) -> list[str]:
        groups = self._index.facts.groups
        known = [each.group_id for each in groups.values() if each.cluster_id == cluster_id]
        traced = [group for owner, group in (*self._tasks, *self._nodes) if owner == cluster_id]
        found = [group_id for group_id in dict.fromkeys([*known, *traced]) if group_id]
        return sorted(found, key=lambda group_id: _serial(groups.get(group_id)))

    def _members(self, cluster_id: str, group_id: str) -> Iterator[Row]:
        """The tasks about a cluster or a group, and its nodes in the order of their numbers."""
        place = cluster_id, group_id
        for task in self._tasks.get(place, ()):
            yield task_row(self._index, task)
        for instance_id in sorted(self._nodes.get(place, ()), key=self._number):
            yield node_row(self._index, instance_id)

    def _number(self, instance_id: str) -> tuple[int, int]:
        number = self._index.number_of(instance_id)
        bars = self._index.of_node.get(instance_id, ())
        return _LAST if number is None else number, min(
            (bar.started for bar in bars), default=_LAST
        )

    def _cluster_row(self, cluster_id: str, cluster: Cluster | None) -> Row:
        changes = self._index.states.get(cluster_id, [])
        state = cluster.state.value if cluster else ClusterState.INITIAL.value
        bars, marks = _state_bars(changes, self._began(cluster_id), state)
        forced = self._index.forced(cluster_id)
        return Row(
            id=f"cluster:{cluster_id}",
            kind="cluster",
            label=cluster.name if cluster else self._index.facts.names.get(cluster_id, cluster_id),
            cluster_id=cluster_id,
            bars=bars,
            marks=tuple(sorted([*forced, *marks], key=lambda mark: mark.at)),
        )

    def _pool_row(self, cluster_id: str, group_id: str) -> Row:
        group = self._index.facts.groups.get(group_id)
        changes = self._index.states.get(group_id, [])
        began = group.created if group else min((c.ended for c in changes), default=0)
        bars, marks = _state_bars(changes, began, group.state if group else "")
        return Row(
            id=f"pool:{group_id}",
            kind="pool",
            label=group.name if group else group_id,
            cluster_id=cluster_id,
            group_id=group_id,
            bars=bars,
            marks=marks,
        )


def _serial(group: NodeGroup | None) -> int:
    return group.serial if group else -1


def _state_bars(
    changes: Sequence[Trace], began: int, state: str
) -> tuple[tuple[Bar, ...], tuple[Mark, ...]]:
    """The states that something had and will have, from its beginning; *state* is its present one.

    What is deleted ends with a mark.
    """
    bars, since = [], began
    state = changes[0].outcome if changes else state
    for change in changes:
        bars.append(Bar(state, since, change.ended, "state", change.task_id))
        state, since = change.name, change.ended
    if state == ClusterState.DELETED.value:
        return tuple(bars), (Mark(since, "gone"),)
    return (*bars, Bar(state, since, None, "state")), ()
