"""The agents of nodes, which run the pods that are bound to their nodes."""

from collections.abc import Iterable

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.kubernetes.kinds.core.pods import PODS
from cs_simulator.kubernetes.node_facts import NODES, read_node
from cs_simulator.kubernetes.object_index import index_of
from cs_simulator.kubernetes.workloads.controllers._controller import Change, Controller, itself
from cs_simulator.kubernetes.workloads.pod_life import life


def pods_of_changed(change: Change) -> Iterable[str]:
    """The pods of a node that has become ready, or is so no longer."""
    before, after = change.before, change.after
    if after is None or _is_ready(before) == _is_ready(after):
        return ()
    return [pod.key for pod in index_of(change.world).pods_on(after.cluster_id, after.name)]


def _is_ready(found: KubernetesObject | None) -> bool:
    return found is not None and read_node(found).is_ready


POD_LIFE = Controller(
    name="kubelet",
    triggers={PODS.resource: itself, NODES: pods_of_changed},
    reconcile=life.reconcile,
    timers=life.TIMERS,
)
