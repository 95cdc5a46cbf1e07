"""What an asynchronous operation goes through: the stages of each plan and how long they take.

A stage that only takes time, writes a line or changes a node's status is one row here. A stage
that makes or takes away something has, besides its row, an effect of the same name in
:mod:`cs_simulator.engine.stage_effects`.

Order and durations: the vendor's user guide and the measured acceptance runs of a client
(reference: domain §4 and §6). The rows add up to about 270 seconds for a creation or a scale-out
and about 60 for a deletion; nodes go through their stages side by side, so their number matters
little.
"""

from dataclasses import dataclass
from typing import Literal

from cs_simulator.domain.durations import Distribution, Fixed, Lognormal, Uniform
from cs_simulator.domain.lifecycle import Trigger

Scope = Literal["cluster", "node"]
Nodes = Literal["new", "all", "given"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One kind of work: once for the cluster, or once for each node, side by side."""

    name: str
    scope: Scope
    takes: Distribution
    only_if: str = ""
    """The field, of the node or else the cluster, that must be true (or not empty) for it."""
    status: str = ""
    """The ECS status that the node has once the stage is done."""
    log: str = ""
    """The line that the cluster's log gets; names in braces are fields of cluster and node."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All stages of a kind of task, and what the cluster goes through at its ends."""

    operation: str
    task_type: str
    stages: tuple[Stage, ...]
    opening: str
    """The log line at the start."""
    action: str
    """The word that the log has for the whole: ``CREATE``, ``UPDATE``, ``DELETE``."""
    success: Trigger
    nodes: Nodes = "given"
    """Which nodes go through the node stages: as many new ones as the cluster's size says, all
    that there are, or those that the operation chose."""
    takes_back: bool = False
    """Whether a failure takes the nodes of the task out of the cluster again."""

    @property
    def is_change(self) -> bool:
        """Whether the cluster goes on as before if the task fails: only its log tells."""
        return self.action == "UPDATE"

    @property
    def closing(self) -> str:
        """The log line at a good end."""
        return f"start to update cluster status to {self.action}_COMPLETE"

    @property
    def broken(self) -> str:
        """The log line at a bad end."""
        return f"start to update cluster status to {self.action}_FAILED"


_BOOT = Stage(name="boot", scope="node", takes=Uniform(20, 45), status="Running")
# Route changes of one VPC wait for each other, hence a few seconds rather than one.
_ROUTE = Stage(name="route", scope="node", takes=Uniform(1, 5))
# Docker, the agent and its system containers. The agent alone is documented with "about two
# minutes"; the median makes the whole creation what the acceptance runs measured.
_INIT = Stage(
    name="init",
    scope="node",
    takes=Lognormal(median=180, sigma=0.2, most=900),
    log="Node {node_name} joined the cluster",
)
_NEW_NODE = (
    Stage(
        name="ecs",
        scope="node",
        takes=Uniform(3, 8),
        status="Starting",
        log="Create ECS {instance_id} successfully",
    ),
    _BOOT,
    Stage(
        name="eip",
        scope="node",
        takes=Uniform(4, 20),
        log="Allocate EIP {eip_address} for {instance_id}",
    ),
    _ROUTE,
    _INIT,
)
# An instance that exists gets another system disk, and boots from it.
_REPLACE_DISK = Stage(
    name="replace_disk",
    scope="node",
    takes=Uniform(20, 40),
    status="Starting",
    log="Replace system disk of {instance_id} successfully",
)
_RELEASE_NODE_EIP = Stage(
    name="release_node_eip",
    scope="node",
    takes=Uniform(2, 5),
    only_if="releases_eip",
    log="Release EIP of {instance_id} successfully",
)
_RDS_WHITELIST = Stage(
    name="rds_whitelist",
    scope="cluster",
    takes=Uniform(20, 60),
    only_if="rds_instances",
    log="Add nodes to whitelist of RDS {rds_instances}",
)
_LEAVE_SLB = Stage(name="leave_slb", scope="node", takes=Uniform(1, 3), only_if="need_slb")
_DELETE_ROUTE = Stage(name="delete_route", scope="node", takes=Uniform(1, 3))

CREATE_CLUSTER = Plan(
    operation="CreateCluster",
    task_type="cluster_create",
    opening="Start to create cluster",
    action="CREATE",
    success=Trigger.PROVISIONED,
    nodes="new",
    stages=(
        Stage(
            name="slb",
            scope="cluster",
            takes=Uniform(5, 15),
            only_if="need_slb",
            log="Create SLB {external_loadbalancer_id} successfully",
        ),
        Stage(
            name="security_group",
            scope="cluster",
            takes=Uniform(1, 2),
            log="Create security group {security_group_id} successfully",
        ),
        *_NEW_NODE,
        Stage(
            name="release_eip",
            scope="cluster",
            takes=Uniform(2, 5),
            only_if="release_eip_flag",
            log="Release EIP of all nodes successfully",
        ),
        _RDS_WHITELIST,
    ),
)

SCALE_CLUSTER = Plan(
    operation="ScaleCluster",
    task_type="cluster_scaleout",
    opening="Start to scale cluster",
    action="UPDATE",
    success=Trigger.PROVISIONED,
    takes_back=True,
    stages=(*_NEW_NODE, _RELEASE_NODE_EIP, _RDS_WHITELIST),
)

ATTACH_INSTANCES = Plan(
    operation="AttachInstances",
    task_type="cluster_attach",
    opening="Start to attach instances",
    action="UPDATE",
    success=Trigger.PROVISIONED,
    takes_back=True,
    stages=(_REPLACE_DISK, _BOOT, _ROUTE, _INIT, _RELEASE_NODE_EIP, _RDS_WHITELIST),
)

RESET_CLUSTER_NODE = Plan(
    operation="ResetClusterNode",
    task_type="cluster_node_reset",
    opening="Start to reset node",
    action="UPDATE",
    success=Trigger.PROVISIONED,
    stages=(_REPLACE_DISK, _BOOT, _INIT, _RELEASE_NODE_EIP),
)

DELETE_CLUSTER_NODE = Plan(
    operation="DeleteClusterNode",
    task_type="cluster_node_delete",
    opening="Start to remove nodes",
    action="UPDATE",
    success=Trigger.PROVISIONED,
    stages=(
        _LEAVE_SLB,
        _DELETE_ROUTE,
        Stage(
            name="delete_eip",
            scope="node",
            takes=Uniform(2, 5),
            only_if="is_released",
            status="Stopping",
        ),
        Stage(name="stop_ecs", scope="node", takes=Uniform(20, 45), only_if="is_released"),
        Stage(
            name="remove_node",
            scope="node",
            takes=Fixed(1),
            log="Remove node {node_name} successfully",
        ),
    ),
)

DELETE_CLUSTER = Plan(
    operation="DeleteCluster",
    task_type="cluster_delete",
    opening="Start to delete cluster",
    action="DELETE",
    success=Trigger.DELETED,
    nodes="all",
    stages=(
        _LEAVE_SLB,
        _DELETE_ROUTE,
        Stage(name="delete_eip", scope="node", takes=Uniform(2, 5), status="Stopping"),
        Stage(
            name="delete_ecs",
            scope="node",
            takes=Uniform(20, 45),
            log="Delete ECS {instance_id} successfully",
        ),
        Stage(
            name="delete_security_group",
            scope="cluster",
            takes=Uniform(1, 2),
            only_if="security_group_id",
            log="Delete security group {security_group_id} successfully",
        ),
        Stage(
            name="delete_slb",
            scope="cluster",
            takes=Uniform(3, 10),
            only_if="external_loadbalancer_id",
            log="Delete SLB {external_loadbalancer_id} successfully",
        ),
        # Deleting takes time even when nothing was made yet.
        Stage(name="delete_record", scope="cluster", takes=Fixed(1)),
    ),
)

PLANS = {
    plan.operation: plan
    for plan in (
        CREATE_CLUSTER,
        SCALE_CLUSTER,
        ATTACH_INSTANCES,
        RESET_CLUSTER_NODE,
        DELETE_CLUSTER_NODE,
        DELETE_CLUSTER,
    )
}
