"""``metrics.k8s.io``: what is answered about nodes that are ready and pods that run."""

from collections.abc import Iterator

import orjson

from cs_simulator.domain.instants import SECOND, as_text
from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects, refusals
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import condition, mapping, text
from cs_simulator.kubernetes.kinds.core.nodes import NODES
from cs_simulator.kubernetes.kinds.core.pods import PODS
from cs_simulator.kubernetes.kinds.metrics import NODE_METRICS
from cs_simulator.kubernetes.metrics import usage
from cs_simulator.kubernetes.object_index import index_of
from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.selectors import selector_of
from cs_simulator.kubernetes.shapes import shape_of
from cs_simulator.kubernetes.shown import View
from cs_simulator.operations import Reply

_EVERY = 15 * SECOND
_WINDOW = "15s"
_MADE_UP = {"cs-simulator/usage": "made up"}


def get(request: Request, unit: Unit) -> Reply:
    """Answer with what one node or pod uses; raises 404 unless it is there and runs."""
    for found in _usages(request, unit, request.name):
        return Reply(_view(request, unit).one(found))
    raise refusals.not_found(request.kind, request.name)


def list_usage(request: Request, unit: Unit) -> Reply:
    """Answer with what all nodes or pods use, or those that a selector chooses."""
    selector = selector_of(request.query, request.kind)
    found = [each for each in _usages(request, unit) if selector.matches(each)]
    return Reply(_view(request, unit).many(found, {}))


def _view(request: Request, unit: Unit) -> View:
    shape = shape_of(request.header("Accept"), request.query)
    return View(unit.world, request.kind, shape, unit.now)


def _usages(request: Request, unit: Unit, name: str = "") -> Iterator[KubernetesObject]:
    """Records of what is used, which are never kept; of *name* alone if it is given."""
    is_of_nodes = request.kind is NODE_METRICS
    measured = NODES if is_of_nodes else PODS
    world, cluster_id = unit.world, request.cluster_id
    if name:
        found = objects.find(world, cluster_id, measured.resource, request.namespace, name)
        chosen = [found] if found is not None else []
    else:
        chosen = objects.objects_of(world, cluster_id, measured.resource, request.namespace)
    for each in chosen:
        body = objects.body_of(each)
        used = _of_node(request, unit, body) if is_of_nodes else _of_pod(request, unit, body)
        if used:
            yield _record(request, unit, body, used)


def _of_node(request: Request, unit: Unit, node: Body) -> Body:
    if condition(node, "Ready").get("status") != "True":
        return {}
    name = text(node, "metadata.name")
    pods = index_of(unit.world).pods_on(request.cluster_id, name)
    stored = unit.world.kubernetes_objects
    used = usage.of_system(unit, request.cluster, name)
    for pod in pods:
        if pod.phase == "Running":
            body = objects.body_of(stored[pod.key])
            used = used.plus(usage.of_containers(unit, request.cluster, body).values())
    return {"usage": used.body}


def _of_pod(request: Request, unit: Unit, pod: Body) -> Body:
    if text(pod, "status.phase") != "Running":
        return {}
    used = usage.of_containers(unit, request.cluster, pod)
    return {"containers": [{"name": name, "usage": each.body} for name, each in used.items()]}


def _record(request: Request, unit: Unit, of: Body, used: Body) -> KubernetesObject:
    kind, name, namespace = request.kind, of["metadata"]["name"], of["metadata"].get("namespace")
    metadata = {
        "name": name,
        **({"namespace": namespace} if namespace else {}),
        "creationTimestamp": as_text(unit.now),
        "labels": mapping(of, "metadata.labels"),
        "annotations": _MADE_UP,
    }
    body = {
        "kind": kind.kind,
        "apiVersion": kind.api_version,
        "metadata": metadata,
        "timestamp": as_text(unit.now - unit.now % _EVERY),
        "window": _WINDOW,
        **used,
    }
    return KubernetesObject(
        serial=0,
        key=objects.key_of(request.cluster_id, kind.resource, namespace or "", name),
        cluster_id=request.cluster_id,
        resource=kind.resource,
        namespace=namespace or "",
        name=name,
        uid="",
        version=0,
        body=orjson.dumps(body).decode(),
    )
