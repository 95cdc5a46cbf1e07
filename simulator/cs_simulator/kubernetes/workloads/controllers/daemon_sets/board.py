"""A DaemonSet as its controller keeps it in memory: a verdict for each node, and their sums.

Only nodes are judged again on which something has changed, so that a change costs the same on few
nodes and on many.
"""

from collections import defaultdict
from heapq import nsmallest
from typing import NamedTuple

from cs_simulator.kubernetes.node_facts import NodeFacts
from cs_simulator.kubernetes.object_index import Pod
from cs_simulator.kubernetes.workloads.controllers.daemon_sets.deciding import (
    BROKEN,
    OLD,
    SURGING,
    Counts,
    Rules,
    Verdict,
    judge,
)
from cs_simulator.kubernetes.workloads.controllers.daemon_sets.fitting import fit
from cs_simulator.kubernetes.workloads.revisions import HASH

_Place = tuple[int, str]  # the serial of a node, and its name: in this order nodes are gone through


class Plan(NamedTuple):
    """What is to be done."""

    make: list[str]
    """The nodes that get a pod."""
    delete: list[Pod]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be done."""
        return not self.make and not self.delete


class Board:
    """The nodes of a cluster, and the pods of one DaemonSet on them."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._nodes: dict[str, NodeFacts] = {}
        self._pods: defaultdict[str, dict[str, Pod]] = defaultdict(dict)
        self._where: dict[str, str] = {}
        self._stale: set[str] = set()
        self._verdicts: dict[str, tuple[_Place, Verdict]] = {}
        self._totals = [0] * len(Counts._fields)
        self._making: set[_Place] = set()
        self._deleting: set[_Place] = set()
        self._stages: defaultdict[str, set[_Place]] = defaultdict(set)
        self._due: dict[str, int] = {}
        self._looked = 0

    @property
    def counts(self) -> Counts:
        """The sums of what nodes add."""
        return Counts(*self._totals)

    @property
    def due(self) -> int:
        """When a verdict changes by itself; 0 for never."""
        return min(self._due.values(), default=0)

    @property
    def hashes(self) -> set[str]:
        """The revisions of the pods."""
        return {pod.labels.get(HASH, "") for pods in self._pods.values() for pod in pods.values()}

    def put_node(self, name: str, node: NodeFacts | None) -> None:
        """Note a node as it is; ``None`` for one that is gone."""
        if node is None:
            self._nodes.pop(name, None)
        else:
            self._nodes[name] = node
        self._stale.add(name)

    def put_pod(self, key: str, pod: Pod | None) -> None:
        """Note a pod as it is; ``None`` for one that is gone, or no longer of the DaemonSet."""
        before = self._where.pop(key, None)
        if before is not None:
            del self._pods[before][key]
            self._stale.add(before)
        if pod is not None:
            self._pods[pod.target][key] = pod
            self._where[key] = pod.target
            self._stale.add(pod.target)

    def look(self, now: int) -> None:
        """Judge the nodes on which something has changed, or changes now by itself.

        All of them are judged again when time has gone back: it passed in a unit of work that was
        undone.
        """
        due = {name for name, at in self._due.items() if at <= now}
        if now < self._looked:
            due = {*self._nodes, *self._pods, *self._verdicts}
        for name in self._stale | due:
            self._judge(name, now)
        self._stale.clear()
        self._looked = now

    def manage(self) -> Plan:
        """Have a pod on each node that is to have one, and none elsewhere."""
        make = [name for _, name in sorted(self._making)]
        places = sorted(self._deleting)
        return Plan(make, [pod for _, name in places for pod in self._verdict(name).deletes])

    def roll(self, surge: int, unavailable: int) -> Plan:
        """Replace pods of older templates, of so many nodes at a time."""
        busy = len(self._stages[SURGING]) if self.rules.surges else self.counts.missing
        room = max((surge if self.rules.surges else unavailable) - busy, 0)
        places = [*sorted(self._stages[BROKEN]), *nsmallest(room, self._stages[OLD])]
        if self.rules.surges:
            return Plan([name for _, name in places], [])
        pods = (self._verdict(name).pod for _, name in places)
        return Plan([], [pod for pod in pods if pod is not None])

    def _verdict(self, name: str) -> Verdict:
        return self._verdicts[name][1]

    def _judge(self, name: str, now: int) -> None:
        self._forget(name)
        node, found = self._nodes.get(name), self._pods.get(name)
        if not found:
            self._pods.pop(name, None)
        if node is None and not found:
            return
        pods = sorted((found or {}).values(), key=lambda pod: (not pod.node, pod.serial))
        fits = fit(self.rules.wanted, node) if node is not None else None
        verdict = judge(self.rules, fits, pods, now)
        place = (node.serial if node is not None else 0, name)
        self._verdicts[name] = place, verdict
        self._add(verdict, 1)
        if verdict.makes:
            self._making.add(place)
        if verdict.deletes:
            self._deleting.add(place)
        if verdict.stage:
            self._stages[verdict.stage].add(place)
        if verdict.due:
            self._due[name] = verdict.due

    def _forget(self, name: str) -> None:
        before = self._verdicts.pop(name, None)
        if before is None:
            return
        place, verdict = before
        self._add(verdict, -1)
        self._making.discard(place)
        self._deleting.discard(place)
        self._stages[verdict.stage].discard(place)
        self._due.pop(name, None)

    def _add(self, verdict: Verdict, sign: int) -> None:
        self._totals = [
            total + sign * more for total, more in zip(self._totals, verdict.counts, strict=True)
        ]
