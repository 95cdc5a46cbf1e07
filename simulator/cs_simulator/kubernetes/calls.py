"""From a request at a cluster's own address to the call that is made of it.

Each is a call like those of the service's API, so that it is journalled, and scenarios act on it:
the operation's name is ``k8s:`` with the verb and the plural, such as ``k8s:list nodes``.
"""

from functools import lru_cache

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.catalog import kubernetes_versions
from cs_simulator.cluster_types.ack import allowed
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster
from cs_simulator.domain.records import ClusterState as S
from cs_simulator.engine import poll_targets
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes.birth import birth
from cs_simulator.kubernetes.deprecations import is_to_go, warning_of
from cs_simulator.kubernetes.documents import document_of
from cs_simulator.kubernetes.documents.version import version_of
from cs_simulator.kubernetes.follower import attach
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.kinds.registry import served
from cs_simulator.kubernetes.nodes.alert_rules import kind_to_come
from cs_simulator.kubernetes.objects import key_of
from cs_simulator.kubernetes.paths import Target, target_of, verb_of
from cs_simulator.kubernetes.request import Request, is_true
from cs_simulator.kubernetes.subresources import SUBRESOURCES
from cs_simulator.kubernetes.verbs import VERBS
from cs_simulator.kubernetes.writing.answers import warnings
from cs_simulator.operations import Call, Incoming, Operation, Reply
from cs_simulator.scenarios.vocabulary import CLUSTER_API

_READS = ("get", "list", "watch")
_GOING = (S.DELETING, S.DELETE_FAILED)
_JSON = "application/json"


def call_of(incoming: Incoming, request_id: str, world: World) -> Call:
    """The call of a cluster's Kubernetes API.

    Raises the :class:`ApiError` for a caller who is not known, and for an unknown path.
    """
    if incoming.refused is not None:
        raise incoming.refused
    cluster_id = incoming.cluster_caller.cluster_id if incoming.cluster_caller else ""
    parameters = {"cluster_id": cluster_id}
    target = target_of(incoming.raw_path)
    if target is None:
        name, _ = document_of(incoming)
        return Call(incoming, request_id, parameters, _document(name), [])
    kind = _kind_of(world, cluster_id, target)
    verb = _verb_of(incoming, target, kind)
    parameters |= {"namespace": target.namespace, "name": target.name}
    return Call(
        incoming,
        request_id,
        parameters,
        _operation(verb, target.place, is_secret=kind.is_secret),
        [],
    )


def _kind_of(world: World, cluster_id: str, target: Target) -> Kind:
    cluster = world.clusters.get(cluster_id)
    if cluster is None:
        raise _gone(cluster_id)
    place = target.group, target.version, target.plural
    kind = served(world, cluster).find(*place) or kind_to_come(world, cluster_id, *place)
    if kind is None or (target.is_namespaced and not kind.namespaced):
        raise errors.NO_SUCH_PATH()
    if target.name and kind.namespaced and not target.is_namespaced:
        raise errors.NO_SUCH_PATH()
    return kind


def _verb_of(incoming: Incoming, target: Target, kind: Kind) -> str:
    watches = is_true(incoming.query, "watch")
    verb = verb_of(incoming.method, target, watches=watches)
    if target.subresource:
        known = SUBRESOURCES.get(target.subresource)
        if known is None or not known.is_of(kind):
            raise errors.NO_SUCH_PATH()
        allowed_verbs = tuple(known.verbs)
    else:
        allowed_verbs = kind.verbs
    if verb not in allowed_verbs or not (target.is_namespaced or _needs_none(kind, verb)):
        raise errors.METHOD_NOT_ALLOWED()
    return verb


def _needs_none(kind: Kind, verb: str) -> bool:
    """Whether a path without a namespace will do: for lists of all of them, and for reviews."""
    return not kind.namespaced or verb in ("list", "watch") or kind.verbs == ("create",)


@lru_cache(maxsize=4096)
def _operation(verb: str, place: str, *, is_secret: bool) -> Operation:
    """The operation of a verb on a kind or on its subresource."""
    is_write = verb not in _READS
    return Operation(
        name=f"{CLUSTER_API}{verb} {place}",
        method="",
        path="",
        is_write=is_write,
        handle=_handle,
        is_secret=is_secret or place.endswith("/token"),
        poll_target=None if is_write else _poll_target,
    )


@lru_cache(maxsize=256)
def _document(name: str) -> Operation:
    return Operation(
        name=f"{CLUSTER_API}get {name}",
        method="GET",
        path="",
        is_write=False,
        handle=_read_document,
    )


def _handle(call: Call, unit: Unit) -> Reply:
    """Do the call of a verb in the unit."""
    cluster = _cluster_that_answers(unit, call)
    incoming = call.incoming
    target = target_of(incoming.raw_path)
    if target is None:
        raise errors.NO_SUCH_PATH()
    kind = _kind_of(unit.world, cluster.cluster_id, target)
    verb = _verb_of(incoming, target, kind)
    request = Request(
        call, cluster, verb, kind, target.namespace, target.name, target.subresource, target.rest
    )
    if target.subresource:
        reply = SUBRESOURCES[target.subresource].verbs[verb](request, unit)
    else:
        reply = VERBS[verb](request, unit)
    return _labelled(_warned(reply, kind, cluster), cluster)


def _warned(reply: Reply, kind: Kind, cluster: Cluster) -> Reply:
    """The reply, with a warning if the version of the kind is to go."""
    if not is_to_go(kind):
        return reply
    warning = warning_of(kind, kubernetes_versions.minor_of(version_of(cluster)))
    if not warning:
        return reply
    return reply._replace(headers=(*reply.headers, *warnings([warning])))


def _read_document(call: Call, unit: Unit) -> Reply:
    """Answer with a document: discovery, the version, health."""
    cluster = _cluster_that_answers(unit, call)
    _, answer = document_of(call.incoming)
    return _labelled(answer(call, cluster, unit), cluster)


def _labelled(reply: Reply, cluster: Cluster) -> Reply:
    return reply._replace(cluster_id=cluster.cluster_id, content_type=reply.content_type or _JSON)


def _cluster_that_answers(unit: Unit, call: Call) -> Cluster:
    """The cluster that is called; raises if it is not up, or gone."""
    cluster_id = call.parameters["cluster_id"]
    cluster = unit.world.clusters.get(cluster_id)
    if cluster is None or cluster.state is S.DELETED:
        raise _gone(cluster_id)
    if cluster.state in _GOING:
        raise errors.FORBIDDEN(
            message=f"cluster {cluster_id} is {cluster.state.value}: its API server is gone"
        )
    if cluster.state not in allowed.REACHABLE:
        raise errors.UNAVAILABLE(
            message=f"the API server of cluster {cluster_id} does not answer while the cluster is"
            f" {cluster.state.value}"
        )
    return cluster


def prepare(unit: Unit, cluster_id: str, trusted: str = "") -> None:
    """Make what the API of a cluster has to begin with, if it is called for the first time.

    Its address can be verified by the certificate *trusted*.

    It is a unit of work of its own, before that of the call: a rule may have a call undone.
    """
    cluster = unit.world.clusters.get(cluster_id)
    if cluster is None or cluster.state not in allowed.REACHABLE:
        return
    attach(unit.world)
    if cluster_id not in unit.world.kubernetes_clusters:
        birth(unit, cluster, trusted)


def _gone(cluster_id: str) -> ApiError:
    error = errors.NOT_FOUND(resource="clusters", name=cluster_id)
    error.details = {"name": cluster_id, "kind": "clusters"}
    return error


def _poll_target(world: World, call: Call) -> poll_targets.PollTarget:
    """What a read is about: the objects of a kind in a cluster, as far as they change."""
    target = target_of(call.incoming.raw_path)
    cluster_id = call.parameters["cluster_id"]
    if target is None:
        raise errors.NO_SUCH_PATH()
    kind = _kind_of(world, cluster_id, target)
    if target.name:
        key = key_of(cluster_id, kind.resource, target.namespace, target.name)
        return poll_targets.object_target(world, key)
    return poll_targets.objects_target(world, cluster_id, kind.resource)
