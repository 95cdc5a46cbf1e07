"""What operations on Kubernetes clusters share: finding one, bodies that are arrays, answers."""

from collections.abc import Mapping
from typing import Any, TypeVar

from cs_simulator.catalog import errors
from cs_simulator.domain.records import Cluster, ClusterState, Task
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import cluster_id_of, existing_cluster
from cs_simulator.operations._operation import Call, Reply
from cs_simulator.validation import strict
from cs_simulator.validation.body import json_type, parse_body
from cs_simulator.validation.strict import read

R = TypeVar("R")

TYPE = "ack"
CHANGES_PARTS = frozenset(
    {ClusterState.RUNNING, ClusterState.SCALING, ClusterState.REMOVING, ClusterState.DRAINING}
)
"""The states of a cluster in which its components can be changed."""


def kubernetes_cluster(call: Call, unit: Unit) -> Cluster:
    """The Kubernetes cluster that the path names, if its state allows the operation.

    Raises ``ErrorClusterNotFound``, what :func:`existing_cluster` raises for a state, or
    ``OperationNotModelled`` for a cluster of another type.
    """
    found = unit.world.clusters.get(cluster_id_of(call))
    if found is not None and found.cluster_type != TYPE:
        reason = "it is for Kubernetes clusters"
        raise errors.OPERATION_NOT_MODELLED(operation=call.operation.name, reason=reason)
    return existing_cluster(call, unit)


def object_body(call: Call, record: type[R]) -> R:
    """The body as a strict record; raises the first problem, with all of them as findings."""
    body = parse_body(call.incoming.body, call.incoming.content_type)
    request = read(record, body, call.incoming.body)
    strict.check(request, None)
    return request


def array_body(call: Call, record: type[R], *also: str) -> R:
    """A body that is a bare array, read as the field ``body`` of a strict record.

    Older clients send an object with the array in it, as ``body`` or by one of the names *also*.
    """
    raw = call.incoming.body
    body = parse_body(b'{"body":' + raw + b"}" if raw.lstrip()[:1] == b"[" else raw, "")
    for name in also:
        if name in body and "body" not in body:
            body["body"] = body[name]
    if not isinstance(body.get("body"), list):
        raise errors.INVALID_PARAMETER("body", f"it must be a JSON array, not {json_type(body)}")
    request = read(record, body)
    strict.check(request, None)
    return request


def started(
    call: Call, cluster: Cluster, task: Task, body: Mapping[str, Any] | None = None
) -> Reply:
    """The answer of an operation that a task carries out, unless *body* is another one."""
    usual = {
        "cluster_id": cluster.cluster_id,
        "request_id": call.request_id,
        "task_id": task.task_id,
    }
    return Reply(
        body=usual if body is None else body,
        cluster_id=cluster.cluster_id,
        task_id=task.task_id,
    )
