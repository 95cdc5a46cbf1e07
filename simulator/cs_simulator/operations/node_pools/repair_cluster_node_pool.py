"""``POST /clusters/{cluster_id}/nodepools/{nodepool_id}/repair``: repair nodes of a pool.

What the service does: restarts kubelet, runtime or time service of the nodes, or what
``operations`` names; by default everything.

Differs from the service: a repaired node is ready whatever was wrong with it. Without ``nodes`` all
nodes of the pool are repaired. Which operations there are is checked, and they change nothing.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.cluster_types.ack.field_rules import OneOf
from cs_simulator.cluster_types.ack.pools import growth
from cs_simulator.cluster_types.ack.pools.field_rules import Items
from cs_simulator.domain.records import NodeState
from cs_simulator.engine import provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._kubernetes_nodes import named
from cs_simulator.operations._node_pools import idle_pool, started
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Boolean, Objects, Text, TextList

REPAIRS = (
    "restart.kubelet", "restart.docker", "restart.containerd", "restart.ntp",
    "remove.containerdContainer", "remove.dockerContainer", "remove.containerdContainerInSandbox",
    "remove.dockerContainerInSandbox",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairOperation:
    """One thing to do on each node."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    operation_id: Annotated[str, Text(), OneOf(*REPAIRS)]
    args: Annotated[tuple[str, ...] | None, TextList()] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairNodePoolRequest:
    """The body of the request."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    nodes: Annotated[tuple[str, ...] | None, TextList(), Items(0, 100)] = None
    operations: Annotated[tuple[RepairOperation, ...] | None, Objects(RepairOperation)] = None
    auto_restart: Annotated[bool | None, Boolean()] = None


@operation(
    "RepairClusterNodePool",
    "POST",
    "/clusters/{cluster_id}/nodepools/{nodepool_id}/repair",
    request=RepairNodePoolRequest,
    is_write=True,
    allowed_in=allowed.RUNNING,
    plan="RepairClusterNodePool",
    task_status=200,
)
def repair_cluster_node_pool(call: Call, unit: Unit) -> Reply:
    """Start to repair the nodes."""
    cluster = kubernetes_cluster(call, unit)
    group = idle_pool(call, unit, cluster)
    request = read_body(call, RepairNodePoolRequest, may_be_empty=True)
    members = growth.members(unit.world, cluster, group)
    nodes = named(cluster, members, request.nodes) if request.nodes else members
    present = [node for node in nodes if node.state is not NodeState.INITIAL]
    task = provisioning.begin(
        unit, cluster, growth.REPAIR, present, group, {"nodes": list(request.nodes or ())}
    )
    return started(call, cluster, task)
