"""``POST /clusters/{cluster_id}/attach``: make nodes of instances that exist, in any pool.

What the service does: answers a result for each instance, and one task for those that can be nodes.
Without ``nodepool_id`` they join the default pool; with it the settings of nodes are the pool's,
and may not be in the request. Instances are renamed unless ``keep_instance_name`` is true.

Differs from the service: the default pool is made when it is first needed. Codes and texts for
instances that cannot be nodes are not known; if none can be one, there is no task and its id is
empty.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import allowed
from cs_simulator.cluster_types.ack.field_rules import OneOf, Password
from cs_simulator.cluster_types.ack.pools.field_rules import Base64Script, Items
from cs_simulator.cluster_types.ack.pools.make import default_pool, find_default_pool
from cs_simulator.cluster_types.ack.pools.scaling_group import KeyValue
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster, Instance, NodeGroup
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._attachment import attach, instance_for, no_room
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._node_pools import must_be_idle, pool_of_id, with_machines
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.validation.strict import Secret, StrictRule, raise_first
from cs_simulator.validation.strict_types import Boolean, Object, Objects, Text, TextList

_OF_POOLS = ("cpu_policy", "image_id", "key_pair", "rds_instances", "runtime", "tags", "user_data")
"""Settings that a pool has already."""


class _SettingsOfPool:
    """Nodes of a named pool have the pool's settings."""

    def check(
        self, request: "AttachInstancesRequest", lookup: object, path: str
    ) -> Iterator[ApiError]:
        """Yield a problem for each setting that is given all the same."""
        given = (name for name in _OF_POOLS if request.nodepool_id and getattr(request, name))
        for name in given:
            yield ack_errors.INVALID_FIELD(f"{path}{name}", "not together with nodepool_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """The container runtime of the nodes."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    name: Annotated[str | None, Text()] = None
    version: Annotated[str | None, Text()] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachInstancesRequest:
    """The body of the request."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = (_SettingsOfPool(),)

    instances: Annotated[tuple[str, ...], TextList(), Items(1, 100)]
    nodepool_id: Annotated[str | None, Text()] = None
    password: Annotated[str | None, Text(), Secret(), Password()] = None
    key_pair: Annotated[str | None, Text()] = None
    keep_instance_name: Annotated[bool | None, Boolean()] = None
    format_disk: Annotated[bool | None, Boolean()] = None
    is_edge_worker: Annotated[bool | None, Boolean()] = None
    image_id: Annotated[str | None, Text()] = None
    cpu_policy: Annotated[str | None, Text(), OneOf("none", "static")] = None
    user_data: Annotated[str | None, Text(), Base64Script()] = None
    runtime: Annotated[Runtime | None, Object(Runtime)] = None
    rds_instances: Annotated[tuple[str, ...] | None, TextList()] = None
    tags: Annotated[tuple[KeyValue, ...] | None, Objects(KeyValue)] = None


@operation(
    "AttachInstances",
    "POST",
    "/clusters/{cluster_id}/attach",
    cluster_type="ack",
    request=AttachInstancesRequest,
    is_write=True,
    allowed_in=allowed.RUNNING,
    plan="AttachInstances",
    task_status=200,
)
def attach_instances_of_kubernetes(call: Call, unit: Unit) -> Reply:
    """Start to make nodes of the instances that can be some."""
    cluster = with_machines(kubernetes_cluster(call, unit))
    request = read_body(call, AttachInstancesRequest)
    group = _existing_pool(unit, cluster, request.nodepool_id)
    found = {
        instance_id: instance_for(unit.world, cluster, instance_id)
        for instance_id in request.instances
    }
    fitting = [instance for instance in found.values() if isinstance(instance, Instance)]
    task_id = ""
    if fitting:
        group = group or default_pool(unit, cluster)
        raise_first(no_room(unit.world, cluster, group, len(fitting)))
        keeps_names = bool(request.keep_instance_name)
        task_id = attach(
            unit, cluster, group, fitting, "AttachInstances", keeps_names=keeps_names
        ).task_id
    return Reply(
        body={"list": [_result(*item) for item in found.items()], "task_id": task_id},
        cluster_id=cluster.cluster_id,
        task_id=task_id,
    )


def _existing_pool(unit: Unit, cluster: Cluster, nodepool_id: str | None) -> NodeGroup | None:
    """The pool that is named, or else the default one if there is one; it must be idle."""
    if nodepool_id:
        group: NodeGroup | None = pool_of_id(unit.world, cluster, nodepool_id)
    else:
        group = find_default_pool(unit.world, cluster)
    return must_be_idle(unit.world, cluster, group) if group else None


def _result(instance_id: str, found: Instance | ApiError) -> dict[str, str]:
    if isinstance(found, Instance):
        return {"code": "200", "instanceId": instance_id, "message": "successful"}
    return {"code": str(found.status), "instanceId": instance_id, "message": found.message}
