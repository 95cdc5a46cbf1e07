"""The controllers of ``Endpoints`` and ``EndpointSlices``, which are one here."""

from collections.abc import Iterable
from contextlib import suppress
from functools import partial

from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.kinds._reading import mapping, number
from cs_simulator.kubernetes.kinds.core.pods import PODS
from cs_simulator.kubernetes.kinds.core.services import ENDPOINTS, SERVICES
from cs_simulator.kubernetes.kinds.discovery import ENDPOINT_SLICES
from cs_simulator.kubernetes.kinds.registry import served
from cs_simulator.kubernetes.node_facts import NODES
from cs_simulator.kubernetes.nodes.timers import set_earlier
from cs_simulator.kubernetes.object_index import ENDED, Pod, index_of, read_pod
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.controllers._controller import Change, Controller, itself
from cs_simulator.kubernetes.workloads.controllers.endpoints import _slices, _subsets
from cs_simulator.kubernetes.workloads.controllers.endpoints._endpoint import (
    Endpoint,
    endpoints_of,
    has_endpoints,
)

NAME = "endpoint-controller"
_ZONE = "topology.kubernetes.io/zone"
TIMER = "endpoints"
AT_ONCE = 100
"""The pods of a service up to which each change of one is written at once."""
_COLLECTED = SECOND
"""For how long the changes of the pods of a larger service are collected, and of one with thousands
of pods for each thousand; an assumption. Each change would rewrite all addresses.
"""
_THOUSAND = 1_000


def reconcile(unit: Unit, cluster: Cluster, subject: str) -> None:
    """Write where a service leads, or have it written soon if it has many pods."""
    pods = index_of(unit.world).services.most_pods_of(subject)
    if pods > AT_ONCE:
        due = unit.now + _COLLECTED * max(pods // _THOUSAND, 1)
        set_earlier(unit, cluster.cluster_id, TIMER, due, _place(subject))
    else:
        _write(unit, cluster, subject)


def _write_collected(unit: Unit, cluster: Cluster, place: str) -> None:
    _write(unit, cluster, f"{cluster.cluster_id}/{SERVICES.resource}/{place}")


def _place(key: str) -> str:
    """Namespace and name in a key."""
    return key.split("/", 2)[2]


def _write(unit: Unit, cluster: Cluster, key: str) -> None:
    found = unit.world.kubernetes_objects.get(key)
    if found is None:
        namespace, name = _place(key).split("/")
        left = _endpoints(unit.world, cluster, namespace, name)
        if left is not None:
            making.delete(unit, left)
        return
    service = objects.body_of(found)
    if not has_endpoints(service) or "deletionTimestamp" in service["metadata"]:
        return
    endpoints = endpoints_of(service, index_of(unit.world).pods_selected_by(key))
    _write_endpoints(unit, cluster, found, service, endpoints)
    if served(unit.world, cluster).preferred(ENDPOINT_SLICES.resource) is not None:
        _write_slices(unit, cluster, found, service, endpoints)


def _endpoints(
    world: World, cluster: Cluster, namespace: str, name: str
) -> KubernetesObject | None:
    return objects.find(world, cluster.cluster_id, ENDPOINTS.resource, namespace, name)


def _write_endpoints(
    unit: Unit,
    cluster: Cluster,
    found: KubernetesObject,
    service: Body,
    endpoints: list[Endpoint],
) -> None:
    present = _endpoints(unit.world, cluster, found.namespace, found.name)
    if present is not None:
        body = _subsets.body_of(service, endpoints, objects.body_of(present))
        making.put_if_changed(unit, present, body)
        return
    _make(unit, cluster, ENDPOINTS, _subsets.body_of(service, endpoints, {}))


def _write_slices(
    unit: Unit,
    cluster: Cluster,
    found: KubernetesObject,
    service: Body,
    endpoints: list[Endpoint],
) -> None:
    present = {
        each.name: each
        for each in index_of(unit.world).dependents_of(found.uid)
        if each.resource == ENDPOINT_SLICES.resource and _is_ours(objects.body_of(each))
    }
    bodies = {name: objects.body_of(each) for name, each in present.items()}

    zone_of = partial(_zone_of, unit.world, cluster)
    planned = _slices.plan(service, endpoints, bodies, zone_of)
    for name, body in planned.changed.items():
        if body != bodies[name]:
            body["metadata"]["generation"] = number(body, "metadata.generation") + 1
            making.put_if_changed(unit, present[name], body)
    for name in planned.gone:
        making.delete(unit, present[name])
    prefix = f"{found.name}-"
    for body in planned.new:
        name = making.new_name(unit, cluster, ENDPOINT_SLICES, found.namespace, prefix)
        body["metadata"] |= {
            "name": name,
            "generateName": prefix,
            "ownerReferences": [making.owner_reference(found)],
        }
        _make(unit, cluster, ENDPOINT_SLICES, body)


def _make(unit: Unit, cluster: Cluster, kind: Kind, body: Body) -> None:
    """Make an object, unless its namespace is on its way out."""
    with suppress(ApiError):
        making.make(unit, cluster, kind, body)


def _is_ours(body: Body) -> bool:
    return mapping(body, "metadata.labels").get(_slices.MANAGER_LABEL) == _slices.MANAGER


def _zone_of(world: World, cluster: Cluster, node: str) -> str:
    key = objects.key_of(cluster.cluster_id, NODES, "", node)
    facts = index_of(world).node(cluster.cluster_id, key)
    return facts.labels.get(_ZONE, "") if facts else ""


def _services_of_pod(change: Change) -> Iterable[str]:
    """The services that select a pod, or did, if anything of it has changed that they show."""
    found, index = change.found, index_of(change.world)
    if not index.services.are_in(found.cluster_id, found.namespace):
        return ()
    before = None if change.before is None else read_pod(change.before)
    after = None if change.after is None else index.pod(found.key)
    if before is not None and after is not None and _shown(before) == _shown(after):
        return ()
    selecting = index.services.selecting
    return dict.fromkeys(
        key
        for pod in (before, after)
        if pod is not None
        for key in selecting(found.cluster_id, found.namespace, pod.labels)
    )


def _shown(pod: Pod) -> tuple[object, ...]:
    """What services show of a pod."""
    if not pod.ip or pod.phase in ENDED:
        return ()
    names = pod.uid, pod.node, pod.hostname, pod.subdomain, pod.ports
    return pod.ip, pod.is_ready, pod.is_going, pod.labels, *names


def _removed(change: Change) -> Iterable[str]:
    """The service of the name of Endpoints that somebody has removed."""
    found = change.found
    if change.after is None:
        yield objects.key_of(found.cluster_id, SERVICES.resource, found.namespace, found.name)


def _removed_slice(change: Change) -> Iterable[str]:
    """The service of a slice that somebody has removed."""
    found = change.found
    if change.after is None:
        labels = mapping(objects.body_of(found), "metadata.labels")
        name = str(labels.get(_slices.SERVICE_LABEL, ""))
        yield objects.key_of(found.cluster_id, SERVICES.resource, found.namespace, name)


ENDPOINTS_AND_SLICES = Controller(
    name=NAME,
    triggers={
        SERVICES.resource: itself,
        PODS.resource: _services_of_pod,
        ENDPOINTS.resource: _removed,
        ENDPOINT_SLICES.resource: _removed_slice,
    },
    reconcile=reconcile,
    timers={TIMER: _write_collected},
)
