"""``POST /clusters/{cluster_id}/nodepools/{nodepool_id}/attach``: take instances into a pool.

What the service does: replaces the system disks of the instances, which then join the cluster as
nodes of the pool. Their names stay unless ``keep_instance_name`` is false.

Differs from the service: an instance must be in the cluster's region and VPC and no node; if one is
not, nothing is done. A pool that has a desired size gets a larger one. Instances that are kept have
their id as name, since fixtures give them none; ``format_disk`` changes nothing.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.cluster_types.ack.field_rules import Password
from cs_simulator.cluster_types.ack.pools.field_rules import Items
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Instance
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._attachment import attach, instance_for, no_room
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._node_pools import idle_pool, started
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.validation.strict import Secret, StrictRule, raise_first
from cs_simulator.validation.strict_types import Boolean, Text, TextList


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachToNodePoolRequest:
    """The body of the request."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    instances: Annotated[tuple[str, ...], TextList(), Items(1, 100)]
    password: Annotated[str | None, Text(), Secret(), Password()] = None
    keep_instance_name: Annotated[bool | None, Boolean()] = None
    format_disk: Annotated[bool | None, Boolean()] = None


@operation(
    "AttachInstancesToNodePool",
    "POST",
    "/clusters/{cluster_id}/nodepools/{nodepool_id}/attach",
    request=AttachToNodePoolRequest,
    is_write=True,
    allowed_in=allowed.RUNNING,
    plan="AttachInstancesToNodePool",
    task_status=200,
)
def attach_instances_to_node_pool(call: Call, unit: Unit) -> Reply:
    """Start to make nodes of the instances."""
    cluster = kubernetes_cluster(call, unit)
    group = idle_pool(call, unit, cluster)
    request = read_body(call, AttachToNodePoolRequest)
    found = [
        instance_for(unit.world, cluster, instance_id)
        for instance_id in dict.fromkeys(request.instances)
    ]
    raise_first(problem for problem in found if isinstance(problem, ApiError))
    raise_first(no_room(unit.world, cluster, group, len(found)))

    task = attach(
        unit,
        cluster,
        group,
        [instance for instance in found if isinstance(instance, Instance)],
        "AttachInstancesToNodePool",
        keeps_names=request.keep_instance_name is not False,
    )
    return started(call, cluster, task)
