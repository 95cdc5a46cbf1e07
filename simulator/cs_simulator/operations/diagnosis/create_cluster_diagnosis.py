"""``POST /clusters/{cluster_id}/diagnosis``: diagnose a node, a pod, a Service, a connection.

What the service does: runs checks in the cluster and answers the id of the diagnosis. What
``target`` has depends on ``type``: ``name`` for a node, ``namespace`` and ``name`` for a pod or
a service, ``src``, ``dst`` and ``dport`` for network, ``url`` for ingress, ``node`` for memory.

Differs from the service: nothing is run on the nodes. The records of the cluster are examined at
the end of a task of about 30 seconds, which the lists of tasks show, and which a scenario can make
fail. Of a node, of memory, and of a pod that is known to run on a node, the diagnosis is about that
node; otherwise about the whole cluster, since connections are not modelled. An unknown node is
refused at once. A pod and a Service that the cluster does not have are, too, once its Kubernetes
API was called; until then its objects are not known. The last hundred diagnoses of a cluster are
kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import orjson

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack.field_rules import OneOf
from cs_simulator.cluster_types.ack.health import examinations
from cs_simulator.cluster_types.ack.health.of_nodes import shown_name
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster
from cs_simulator.engine import redaction
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.validation import strict
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Object, Text

TARGETS = {
    "node": ("name",),
    "pod": ("namespace", "name"),
    "network": ("src", "dst", "dport"),
    "ingress": ("url",),
    "memory": ("node",),
    "service": ("namespace", "name"),
}
"""The types of diagnoses, each with what its target must have."""
# The types that are about one object of the cluster, each with its resource there.
_RESOURCES = {"pod": "pods", "service": "services"}


class TargetIsWhole:
    """The target has what a diagnosis of that type is about."""

    def check(self, request: Any, _lookup: object, path: str) -> Iterator[ApiError]:
        """A problem for each thing that is missing."""
        for name in TARGETS.get(request.type, ()):
            if not getattr(request.target, name, None):
                yield ack_errors.MISSING_FIELD(f"{path}target.{name}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisTarget:
    """What a diagnosis is about."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    name: Annotated[str | None, Text()] = None
    namespace: Annotated[str | None, Text()] = None
    node: Annotated[str | None, Text()] = None
    src: Annotated[str | None, Text()] = None
    dst: Annotated[str | None, Text()] = None
    dport: Annotated[str | None, Text()] = None
    url: Annotated[str | None, Text()] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateDiagnosisRequest:
    """The body of the request."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = (TargetIsWhole(),)

    type: Annotated[str, Text(), OneOf(*TARGETS)]
    target: Annotated[DiagnosisTarget | None, Object(DiagnosisTarget)] = None


@operation(
    "CreateClusterDiagnosis",
    "POST",
    "/clusters/{cluster_id}/diagnosis",
    cluster_type="ack",
    request=CreateDiagnosisRequest,
    is_write=True,
    plan="CreateClusterDiagnosis",
    task_status=200,
    allowed_in=examinations.ALLOWED_IN,
)
def create_cluster_diagnosis(call: Call, unit: Unit) -> Reply:
    """Start the diagnosis."""
    cluster = kubernetes_cluster(call, unit)
    request = read_body(call, CreateDiagnosisRequest)
    _check_object(unit.world, cluster, request)
    node = _node_of(unit.world, cluster, request)
    asked = {
        "type": request.type,
        "target": redaction.without_secrets(strict.as_sent(request.target)),
        **(_chosen(unit.world, cluster, node) if node else {}),
    }
    number = unit.count("diagnosis")
    name = unit.random_for("diagnosis", cluster.cluster_id, number).hex(32)
    task = examinations.begin(unit, cluster, "CreateClusterDiagnosis", name, asked)
    return Reply(
        body={
            "cluster_id": cluster.cluster_id,
            "diagnosis_id": name,
            "request_id": call.request_id,
        },
        cluster_id=cluster.cluster_id,
        task_id=task.task_id,
    )


def _check_object(world: World, cluster: Cluster, request: CreateDiagnosisRequest) -> None:
    """Raise ``InvalidResource.NotFound`` for a pod or a Service that is known not to be there."""
    if request.type not in _RESOURCES or cluster.cluster_id not in world.kubernetes_clusters:
        return
    if world.kubernetes_objects.get(_object_key(cluster, request)) is None:
        target = request.target or DiagnosisTarget()
        name = f"{target.namespace}/{target.name}"[:500]
        raise ack_errors.RESOURCE_NOT_FOUND(kind=request.type, name=name)


def _object_key(cluster: Cluster, request: CreateDiagnosisRequest) -> str:
    target = request.target or DiagnosisTarget()
    resource = _RESOURCES[request.type]
    return f"{cluster.cluster_id}/{resource}/{target.namespace}/{target.name}"


def _node_of(world: World, cluster: Cluster, request: CreateDiagnosisRequest) -> str:
    """The name of the node that a diagnosis is about; empty if it is about no single one."""
    target = request.target or DiagnosisTarget()
    if request.type == "node":
        return target.name or ""
    if request.type == "memory":
        return target.node or ""
    if request.type != "pod":
        return ""
    pod = world.kubernetes_objects.get(_object_key(cluster, request))
    return str(orjson.loads(pod.body).get("spec", {}).get("nodeName") or "") if pod else ""


def _chosen(world: World, cluster: Cluster, name: str) -> dict[str, object]:
    """The node and its pool; raises ``ErrorNodeNotFound``."""
    for node in world.nodes_of(cluster.cluster_id):
        if shown_name(cluster, node) == name:
            return {"nodes": [name], "pools": [node.group_id]}
    raise ack_errors.NODES_NOT_FOUND(nodes=name[:500])
