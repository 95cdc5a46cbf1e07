"""Load balancers of Services: each of the type ``LoadBalancer`` gets one of the account."""

from cs_simulator.cluster_types.ack import service_balancers
from cs_simulator.domain.durations import Uniform
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.domain.records.kubernetes import BACK_OFF
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._filling import part
from cs_simulator.kubernetes.kinds._reading import get, items, mapping, text
from cs_simulator.kubernetes.kinds.core.services import SERVICES
from cs_simulator.kubernetes.nodes.timers import set_earlier, set_timer
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.controllers import _balancer_addresses as addresses
from cs_simulator.kubernetes.workloads.controllers._controller import Controller, itself
from cs_simulator.kubernetes.workloads.letting_go import let_go
from cs_simulator.kubernetes.workloads.reports import report

NAME = "service-controller"
FINALIZER = "service.k8s.alibaba/resources"
ID_LABEL = "service.k8s.alibaba/loadbalancer-id"
TIMER = "load-balancer"
RETRY = f"{BACK_OFF}:load-balancers"
RETRIED_AFTER = 30 * SECOND
"""After how long a load balancer is tried again that could not be made; an assumption."""
TAKES = Uniform(5, 15)
"""How long it takes to make one; an assumption."""
DELETION_TAKES = Uniform(2, 5)
"""How long it takes to delete one; an assumption."""


def reconcile(unit: Unit, cluster: Cluster, subject: str) -> None:
    """Begin to make the load balancer of a Service, or to delete the one that it needs no more."""
    found = unit.world.kubernetes_objects.get(subject)
    place = subject.split("/", 2)[2]
    if found is None:
        service_balancers.drop(unit, cluster, place)
        _wait(unit, cluster, TIMER, place, 0)
        _wait(unit, cluster, RETRY, place, 0)
        return
    body = objects.body_of(found)
    if _wants(body):
        _begin(unit, cluster, found, body)
    elif _has(unit, cluster, body, place):
        _wait(unit, cluster, RETRY, place, 0)
        set_earlier(
            unit,
            cluster.cluster_id,
            TIMER,
            _due(unit, cluster, place, "delete", DELETION_TAKES),
            place,
        )
    elif FINALIZER in body["metadata"].get("finalizers", ()):
        _end(unit, cluster, found)


def _wants(service: Body) -> bool:
    """Whether a Service is to have a load balancer of the account.

    One with a class of its own is left to whoever knows the class.
    """
    return (
        text(service, "spec.type") == "LoadBalancer"
        and "deletionTimestamp" not in service["metadata"]
        and not text(service, "spec.loadBalancerClass")
    )


def _has(unit: Unit, cluster: Cluster, service: Body, place: str) -> bool:
    """Whether a Service has a load balancer, one that was made for it or another one."""
    made = service_balancers.find(unit.world, cluster, place)
    return made is not None or ID_LABEL in mapping(service, "metadata.labels")


def _wait(unit: Unit, cluster: Cluster, kind: str, place: str, due: int) -> None:
    set_timer(unit, cluster.cluster_id, kind, place, due)


def _due(unit: Unit, cluster: Cluster, place: str, purpose: str, takes: Uniform) -> int:
    chance = unit.random_for("service load balancer", cluster.name, place, purpose)
    return unit.now + takes.quantile(chance.uniform())


def _begin(unit: Unit, cluster: Cluster, found: KubernetesObject, body: Body) -> None:
    if items(body, "status.loadBalancer.ingress"):
        return
    finalizers = body["metadata"].setdefault("finalizers", [])
    if FINALIZER not in finalizers:
        finalizers.append(FINALIZER)
        found = making.put_if_changed(unit, found, body)
        report(unit, found, "EnsuringLoadBalancer", "Ensuring load balancer", NAME)
    place = f"{found.namespace}/{found.name}"
    set_earlier(unit, cluster.cluster_id, TIMER, _due(unit, cluster, place, "make", TAKES), place)


def fire(unit: Unit, cluster: Cluster, place: str) -> None:
    """Have the load balancer of a Service made or deleted, as it is wanted by now."""
    namespace, name = place.split("/")
    found = objects.find(unit.world, cluster.cluster_id, SERVICES.resource, namespace, name)
    if found is None:
        return
    body = objects.body_of(found)
    if not _wants(body):
        _end(unit, cluster, found)
    elif not items(body, "status.loadBalancer.ingress"):
        _make(unit, cluster, found, body)


def _make(unit: Unit, cluster: Cluster, found: KubernetesObject, body: Body) -> None:
    place = f"{found.namespace}/{found.name}"
    try:
        balancer, is_made = addresses.balancer_for(unit, cluster, place, body)
    except ApiError as refused:
        why = f"Error syncing load balancer []: {refused.code}: {making.message_of(refused)}"
        report(unit, found, "SyncLoadBalancerFailed", why, NAME, kind="Warning")
        _wait(unit, cluster, RETRY, place, unit.now + RETRIED_AFTER)
        return
    if is_made:
        service_balancers.keep(unit, cluster, balancer)
    _wait(unit, cluster, RETRY, place, 0)
    part(body["metadata"], "labels")[ID_LABEL] = balancer.balancer_id
    part(body, "status")["loadBalancer"] = {"ingress": [{"ip": balancer.address}]}
    found = making.put_if_changed(unit, found, body)
    said = f"Ensured load balancer [{balancer.balancer_id}]"
    report(unit, found, "EnsuredLoadBalancer", said, NAME)


def _end(unit: Unit, cluster: Cluster, found: KubernetesObject) -> None:
    """Give the load balancer of a Service back, and let the Service go if it is deleted."""
    place = f"{found.namespace}/{found.name}"
    body = objects.body_of(found)
    if _has(unit, cluster, body, place):
        report(unit, found, "CleanLoadBalancer", "Clean load balancer", NAME)
    service_balancers.drop(unit, cluster, place)
    labels = mapping(body, "metadata.labels")
    labels.pop(ID_LABEL, None)
    if not labels:
        body["metadata"].pop("labels", None)
    if get(body, "status.loadBalancer.ingress"):
        body["status"]["loadBalancer"] = {}
    let_go(unit, making.put_if_changed(unit, found, body), FINALIZER)


LOAD_BALANCERS = Controller(
    name=NAME,
    triggers={SERVICES.resource: itself},
    reconcile=reconcile,
    timers={TIMER: fire, RETRY: fire},
)
