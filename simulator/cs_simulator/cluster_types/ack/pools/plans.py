"""The plans of node pools: what each asynchronous operation on a pool or its nodes goes through.

Names of the tasks' types: the vendor's own client (https://github.com/aliyun/alibabacloud-ack-mcp-server).
Durations: live tests of 2026 and the acceptance tests of the Terraform provider. A node takes about
60 seconds until its machine runs and 60 more until it has joined, and 45 to be removed, or 90 if
its pods are moved away first. Which stages there are is an assumption.
"""

from cs_simulator.cluster_types.ack.pools import batches, changes, effects
from cs_simulator.cluster_types.ack.pools.stages import (
    ATTACHED_NODES,
    NEW_NODES,
    PREPARE,
    REMOVED_NODES,
)
from cs_simulator.domain.durations import Uniform
from cs_simulator.domain.lifecycle import Trigger
from cs_simulator.domain.plans import ClusterStage, NodeStage, Plan, Stage


def _growth(operation: str, *, variant: str = "", task_type: str = "nodepool_scaleout") -> Plan:
    """The plan of a change that brings nodes into a pool; those that fail stay, or never were."""
    return Plan(
        operation=operation,
        variant=variant,
        task_type=task_type,
        opening="Start to scale out node pool",
        action="UPDATE",
        start=Trigger.SCALE,
        success=Trigger.PROVISIONED,
        failure=Trigger.PROVISIONED,
        canceled=Trigger.PROVISIONED,
        nodes_fail_alone=True,
        can_cancel=True,
        batches=batches.side_by_side,
        stages=NEW_NODES,
    )


def _removal(operation: str, *, variant: str = "", task_type: str) -> Plan:
    """The plan of a change that takes nodes out of a pool."""
    return Plan(
        operation=operation,
        variant=variant,
        task_type=task_type,
        opening="Start to remove nodes of node pool",
        action="UPDATE",
        start=Trigger.REMOVE_NODES,
        success=Trigger.PROVISIONED,
        nodes_fail_alone=True,
        stages=REMOVED_NODES,
    )


def _attachment(operation: str, task_type: str) -> Plan:
    """The plan of a change that makes nodes of instances that exist."""
    return Plan(
        operation=operation,
        task_type=task_type,
        opening="Start to attach instances",
        action="UPDATE",
        start=Trigger.SCALE,
        success=Trigger.PROVISIONED,
        failure=Trigger.PROVISIONED,
        nodes_fail_alone=True,
        stages=ATTACHED_NODES,
    )


def _by_name(operation: str) -> Plan:
    """The plan of a removal by node names, which is about the cluster and the pools it touches."""
    return Plan(
        operation=operation,
        task_type="cluster_node_delete",
        opening="Start to remove nodes",
        action="UPDATE",
        start=Trigger.REMOVE,
        success=Trigger.PROVISIONED,
        nodes_fail_alone=True,
        stages=REMOVED_NODES,
    )


def _change(
    operation: str,
    task_type: str,
    start: Trigger,
    *stages: Stage,
    variant: str = "",
    opening: str = "Start to update node pool",
    in_batches: bool = False,
) -> Plan:
    """The plan of a change of the nodes that a pool has; *in_batches* it can be paused."""
    return Plan(
        operation=operation,
        variant=variant,
        task_type=task_type,
        opening=opening,
        action="UPDATE",
        start=start,
        success=Trigger.PROVISIONED,
        nodes_fail_alone=in_batches,
        can_pause=in_batches,
        can_cancel=in_batches,
        batches=batches.rolling if in_batches else None,
        most_failed=batches.most_failed if in_batches else None,
        stages=stages,
    )


def _rollout(kind: str) -> Plan:
    """The plan of new settings of one kind, node by node."""
    return _change(
        "ModifyNodePoolNodeConfig",
        f"nodepool_node_{kind}_config_rollout",
        Trigger.UPDATE,
        NodeStage(name="configure", title="UpdateBatch-{batch}", takes=Uniform(20, 40)),
        variant=kind,
        in_batches=True,
    )


CREATION, CREATION_WITH_NODES = (
    Plan(
        operation="CreateClusterNodePool",
        variant=variant,
        task_type="nodepool_create",
        opening="Start to create node pool",
        action="CREATE",
        start=start,
        success=Trigger.PROVISIONED,
        canceled=Trigger.PROVISIONED,
        nodes_fail_alone=True,
        can_cancel=True,
        batches=batches.side_by_side,
        stages=stages,
    )
    for variant, start, stages in (
        ("", None, (PREPARE,)),
        ("with_nodes", Trigger.SCALE, (PREPARE, *NEW_NODES)),
    )
)

DELETION = Plan(
    operation="DeleteClusterNodepool",
    task_type="nodepool_delete",
    opening="Start to delete node pool",
    action="DELETE",
    start=Trigger.DELETE,
    success=Trigger.DELETED,
    nodes="all",
    stages=(
        NodeStage(
            name="delete_ecs",
            title="DeleteNodes",
            effect=effects.delete_node,
            removes_node=True,
            takes=Uniform(30, 50),
            log="Delete ECS {instance_id} successfully",
        ),
        ClusterStage(
            name="delete_scaling_group",
            title="DeleteResources",
            takes=Uniform(64, 96),
            log="Delete node pool {name} successfully",
        ),
    ),
)

PLANS = (
    CREATION,
    CREATION_WITH_NODES,
    _growth("ScaleClusterNodePool"),
    _growth("ModifyClusterNodePool", variant="scale_out"),
    _growth("ScaleClusterNodePool", variant="replace"),
    _removal("ModifyClusterNodePool", variant="scale_in", task_type="nodepool_scalein"),
    _removal("RemoveNodePoolNodes", task_type="nodepool_node_remove"),
    _by_name("DeleteClusterNodes"),
    _by_name("RemoveClusterNodes"),
    _attachment("AttachInstancesToNodePool", "nodepool_node_attach"),
    _attachment("AttachInstances", "cluster_attach"),
    _change(
        "ModifyClusterNodePool",
        "nodepool_update",
        Trigger.UPDATE,
        ClusterStage(
            name="update",
            title="UpdateNodePool",
            effect=changes.update_nodes,
            takes=Uniform(4, 8),
            log="Update node pool {name} successfully",
        ),
    ),
    _change(
        "RepairClusterNodePool",
        "nodepool_repair",
        Trigger.REPAIR,
        NodeStage(
            name="repair",
            title="RepairNodes",
            effect=changes.repair_node,
            takes=Uniform(45, 75),
            log="Repair node {node_name} successfully",
        ),
        opening="Start to repair node pool",
    ),
    _change(
        "UpgradeClusterNodepool",
        "nodepool_upgrade",
        Trigger.UPGRADE,
        ClusterStage(name="precheck", title="PreCheck", takes=Uniform(8, 16)),
        NodeStage(
            name="upgrade",
            title="UpgradeBatch-{batch}",
            effect=changes.upgrade_node,
            takes=Uniform(340, 500),
            log="Upgrade node {node_name} successfully",
        ),
        opening="Start to upgrade node pool",
        in_batches=True,
    ),
    _rollout("kubelet"),
    _rollout("os"),
    _rollout("containerd"),
    Plan(
        operation="CreateAutoscalingConfig",
        task_type="cluster_configuration_modify",
        opening="Start to configure the autoscaler",
        action="UPDATE",
        success=None,
        is_alone=False,
        stages=(ClusterStage(name="configure", title="UpdateAutoscaler", takes=Uniform(8, 16)),),
    ),
    DELETION,
)
