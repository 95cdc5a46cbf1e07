"""``POST /clusters/{cluster_id}/nodepools/{nodepool_id}``: add a number of nodes to a pool.

What the service does: adds ``count`` nodes, at most 500 in a call, and answers the id of the task
alone. The number is not the new size but how many more there are to be.

Differs from the service: a pool that has a desired size gets a larger one; whether the service
raises it, too, is not documented.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import allowed, kept
from cs_simulator.cluster_types.ack.field_rules import Between
from cs_simulator.cluster_types.ack.pools import exists, growth
from cs_simulator.cluster_types.ack.pools.properties import is_auto_scaling
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._node_pools import idle_pool, started
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.validation.strict import StrictRule, raise_first
from cs_simulator.validation.strict_types import Integer

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleNodePoolRequest:
    """The body of the request."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    count: Annotated[int, Integer(), Between(1, MOST_AT_ONCE)]


@operation(
    "ScaleClusterNodePool",
    "POST",
    "/clusters/{cluster_id}/nodepools/{nodepool_id}",
    request=ScaleNodePoolRequest,
    is_write=True,
    allowed_in=allowed.WITH_POOLS,
    plan="ScaleClusterNodePool",
    task_status=200,
)
def scale_cluster_node_pool(call: Call, unit: Unit) -> Reply:
    """Start to add the nodes."""
    cluster = kubernetes_cluster(call, unit)
    group = idle_pool(call, unit, cluster)
    request = read_body(call, ScaleNodePoolRequest)
    if is_auto_scaling(kept.sent_of(group)):
        raise ack_errors.SIZE_OF_AUTOSCALING_POOL("count")
    raise_first(exists.quotas(unit.world, cluster, request.count))

    group = growth.resized(unit, cluster, group, request.count)
    task = growth.grow(unit, cluster, group, request.count, "ScaleClusterNodePool")
    return started(call, cluster, task, {})
