"""What an asynchronous operation goes through: the stages of each plan and how long they take.

A stage that only takes time, writes a line or changes a node's status is one row here. A stage
that makes or takes away something has, besides its row, an effect of the same name in
:mod:`simulator.engine.effects`.

Order and durations: the vendor's user guide and the measured acceptance runs of a client
(reference: domain §4 and §6). The rows add up to a creation of about 270 seconds and a deletion
of about 60; nodes go through their stages side by side, so their number matters little.
"""

from dataclasses import dataclass
from typing import Literal

from simulator.domain.durations import Distribution, Fixed, Lognormal, Uniform
from simulator.domain.lifecycle import Trigger

Scope = Literal["cluster", "node"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One kind of work: once for the cluster, or once for each node, side by side."""

    name: str
    scope: Scope
    takes: Distribution
    only_if: str = ""
    """The cluster's field that must be true (or not empty) for the stage to take place."""
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
    """The word that the log has for the whole: ``CREATE``, ``DELETE``."""
    success: Trigger

    @property
    def closing(self) -> str:
        """The log line at a good end."""
        return f"start to update cluster status to {self.action}_COMPLETE"

    @property
    def broken(self) -> str:
        """The log line at a bad end."""
        return f"start to update cluster status to {self.action}_FAILED"


CREATE_CLUSTER = Plan(
    operation="CreateCluster",
    task_type="cluster_create",
    opening="Start to create cluster",
    action="CREATE",
    success=Trigger.PROVISIONED,
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
        Stage(
            name="ecs",
            scope="node",
            takes=Uniform(3, 8),
            status="Starting",
            log="Create ECS {instance_id} successfully",
        ),
        Stage(name="boot", scope="node", takes=Uniform(20, 45), status="Running"),
        Stage(
            name="eip",
            scope="node",
            takes=Uniform(4, 20),
            log="Allocate EIP {eip_address} for {instance_id}",
        ),
        # Route changes of one VPC wait for each other, hence a few seconds rather than one.
        Stage(name="route", scope="node", takes=Uniform(1, 5)),
        # Docker, the agent and its system containers. The agent alone is documented with "about
        # two minutes"; the median makes the whole creation what the acceptance runs measured.
        Stage(
            name="init",
            scope="node",
            takes=Lognormal(median=180, sigma=0.2, most=900),
            log="Node {node_name} joined the cluster",
        ),
        Stage(
            name="release_eip",
            scope="cluster",
            takes=Uniform(2, 5),
            only_if="release_eip_flag",
            log="Release EIP of all nodes successfully",
        ),
        Stage(
            name="rds_whitelist",
            scope="cluster",
            takes=Uniform(20, 60),
            only_if="rds_instances",
            log="Add nodes to whitelist of RDS {rds_instances}",
        ),
    ),
)

DELETE_CLUSTER = Plan(
    operation="DeleteCluster",
    task_type="cluster_delete",
    opening="Start to delete cluster",
    action="DELETE",
    success=Trigger.DELETED,
    stages=(
        Stage(name="leave_slb", scope="node", takes=Uniform(1, 3), only_if="need_slb"),
        Stage(name="delete_route", scope="node", takes=Uniform(1, 3)),
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

PLANS = {plan.operation: plan for plan in (CREATE_CLUSTER, DELETE_CLUSTER)}
