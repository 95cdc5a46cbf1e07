"""The scheduler: looks at the pods of a cluster that wait after what may give them a node."""

from collections.abc import Iterable

from cs_simulator.kubernetes.kinds.core.nodes import NODES
from cs_simulator.kubernetes.kinds.core.pods import PODS
from cs_simulator.kubernetes.kinds.core.volumes import PERSISTENT_VOLUME_CLAIMS, PERSISTENT_VOLUMES
from cs_simulator.kubernetes.kinds.storage import STORAGE_CLASSES
from cs_simulator.kubernetes.workloads.binding import SCHEDULER as NAME
from cs_simulator.kubernetes.workloads.controllers._controller import Change, Controller
from cs_simulator.kubernetes.workloads.scheduler import scheduling


def _of_cluster(change: Change) -> Iterable[str]:
    return (change.found.cluster_id,)


def _of_claims(change: Change) -> Iterable[str]:
    return (f"{change.found.cluster_id}/{scheduling.CLAIMS}",)


SCHEDULER = Controller(
    name=NAME,
    triggers={
        NODES.resource: _of_cluster,
        PODS.resource: _of_cluster,
        PERSISTENT_VOLUME_CLAIMS.resource: _of_claims,
        PERSISTENT_VOLUMES.resource: _of_claims,
        STORAGE_CLASSES.resource: _of_claims,
    },
    reconcile=scheduling.reconcile,
    timers={scheduling.TIMER: scheduling.go_on},
)
