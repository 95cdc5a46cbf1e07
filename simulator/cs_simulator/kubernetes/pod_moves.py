"""Which pods are lost, and which are made elsewhere: noted as traces, which charts show.

A pod is lost when its node is away or gone, or when it is evicted; pods that belong to each node,
as those of DaemonSets do, are part of it and do not count. Pods that their owner makes in the same
unit of work, or once a lost one is gone at last, are made elsewhere. A trace is about all pods of a
cluster of which that is so at one instant.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes.node_facts import NODES
from cs_simulator.kubernetes.object_index import PODS, ObjectIndex, Pod, read_pod

LOST, EVICTED, MOVED = "lost", "evicted", "moved"
_GOING, _DISRUPTED, _OF_NODE = '"deletionTimestamp"', '"DisruptionTarget"', '"kind":"DaemonSet"'
_MOST_NAMED = 3


class PodMoves:
    """Notes the pods of a world that come, begin to go or are gone."""

    def __init__(self, world: World, index: ObjectIndex) -> None:
        """Attach to the table of objects."""
        self._index = index
        self._before: dict[str, KubernetesObject | None] = {}
        world.kubernetes_objects.watch(self)

    def change(self, old: KubernetesObject | None, new: KubernetesObject | None) -> None:
        """Note a pod whose coming or going may have to do with a loss; it may be undone."""
        found = new or old
        if found is not None and found.resource == PODS and (old is None or _goes(old, new)):
            self._before.setdefault(found.key, old)

    def noted(self) -> dict[str, KubernetesObject | None] | None:
        """What has changed and is not followed yet; ``None`` for nothing."""
        return dict(self._before) or None

    def note_again(self, noted: dict[str, KubernetesObject | None] | None) -> None:
        """Take up what was noted then, and nothing else."""
        self._before = dict(noted or {})

    def follow(self, unit: Unit) -> None:
        """Append the pods lost, evicted or made elsewhere since it was last asked."""
        if not self._before:
            return
        before, self._before = self._before, {}
        lost: defaultdict[tuple[str, str], list[Pod]] = defaultdict(list)
        missing: Counter[str] = Counter()
        """How many pods owners may make elsewhere, by the uid of the owner."""
        for key, old in before.items():
            new = unit.world.kubernetes_objects.get(key)
            if old is None or not _goes(old, new):
                continue
            was = read_pod(old)
            if kind := self._kind_of(was, old, new):
                missing[was.controller] += 1
                if not was.is_going:
                    lost[was.cluster_id, kind].append(was)
        for (cluster_id, kind), pods in lost.items():
            _append(unit, cluster_id, kind, pods)
        if missing:
            self._append_moved(unit, missing, self._made(before))

    def _made(self, before: Mapping[str, KubernetesObject | None]) -> Iterator[Pod]:
        """The pods that are new."""
        for key, old in before.items():
            pod = self._index.pod(key)
            if pod is not None and (old is None or old.uid != pod.uid):
                yield pod

    def _append_moved(self, unit: Unit, missing: Counter[str], made: Iterable[Pod]) -> None:
        moved: defaultdict[str, list[Pod]] = defaultdict(list)
        for pod in made:
            if pod.controller and missing[pod.controller] > 0:
                missing[pod.controller] -= 1
                moved[pod.cluster_id].append(pod)
        for cluster_id, pods in moved.items():
            _append(unit, cluster_id, MOVED, pods)

    def _kind_of(self, was: Pod, old: KubernetesObject, new: KubernetesObject | None) -> str:
        """Why a pod goes, if not because somebody deletes it; empty then."""
        if not was.node or _OF_NODE in old.body:
            return ""
        node = self._index.node(was.cluster_id, f"{was.cluster_id}/{NODES}//{was.node}")
        if node is None or not node.is_ready:
            return LOST
        if new is not None and _DISRUPTED in new.body and _DISRUPTED not in old.body:
            return EVICTED
        return ""


def _goes(old: KubernetesObject, new: KubernetesObject | None) -> bool:
    """Whether a pod is gone, begins to go, or is evicted."""
    if new is None or old.uid != new.uid:
        return True
    return any(mark in new.body and mark not in old.body for mark in (_GOING, _DISRUPTED))


def _append(unit: Unit, cluster_id: str, kind: str, pods: Iterable[Pod]) -> None:
    names = sorted(f"{pod.namespace}/{pod.name}" for pod in pods)
    shown, more = ", ".join(names[:_MOST_NAMED]), len(names) - _MOST_NAMED
    unit.trace_pods(cluster_id, kind, f"{shown} and {more} more" if more > 0 else shown)
