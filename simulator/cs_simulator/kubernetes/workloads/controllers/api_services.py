"""APIServices: whether the Deployment that serves an API of the cluster is up."""

from collections.abc import Iterable

from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds.aggregation import API_SERVICES as KIND
from cs_simulator.kubernetes.kinds.apps import DEPLOYMENTS
from cs_simulator.kubernetes.kinds.metrics import NODE_METRICS, SERVER
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.controllers._controller import Change, Controller

NAME = "available-apiservice-controller"
_SERVED = f"{NODE_METRICS.version}.{NODE_METRICS.group}"


def _of_server(change: Change) -> Iterable[str]:
    found = change.found
    if (found.namespace, found.name) != ("kube-system", SERVER):
        return ()
    return (objects.key_of(found.cluster_id, KIND.resource, "", _SERVED),)


def reconcile(unit: Unit, cluster: Cluster, subject: str) -> None:
    """Write whether the API is to be had."""
    found = unit.world.kubernetes_objects.get(subject)
    if found is not None and KIND.complete is not None:
        body = objects.body_of(found)
        KIND.complete(unit, cluster, body, objects.body_of(found))
        making.put_if_changed(unit, found, body)


SERVED_APIS = Controller(
    name=NAME, triggers={DEPLOYMENTS.resource: _of_server}, reconcile=reconcile
)
