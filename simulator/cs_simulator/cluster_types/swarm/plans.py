"""The plans of Swarm clusters: what each asynchronous operation goes through.

Order of the stages: the vendor's user guide of 2018, "Create a cluster" (mirrored in
https://github.com/creedzwg/acs). Durations: the acceptance runs of the Terraform provider
(https://github.com/aliyun/terraform-provider-alicloud, pull requests 47 to 658) and the waiting
rules of https://github.com/denverdino/aliyungo. The rows add up to about 270 seconds for a creation
or a scale-out and about 60 for a deletion; nodes go through their stages side by side, so their
number matters little.
"""

from cs_simulator.cluster_types import resource_effects
from cs_simulator.cluster_types.swarm import effects
from cs_simulator.domain.durations import Fixed, Lognormal, Uniform
from cs_simulator.domain.lifecycle import Trigger
from cs_simulator.domain.plans import ClusterStage, NodeStage, Plan

_BOOT = NodeStage(name="boot", takes=Uniform(20, 45), status="Running")
# Route changes of one VPC wait for each other, hence a few seconds rather than one.
_ROUTE = NodeStage(name="route", effect=resource_effects.add_route, takes=Uniform(1, 5))
# Docker, the agent and its system containers. The agent alone is documented with "about two
# minutes"; the median makes the whole creation what the acceptance runs measured.
_INIT = NodeStage(
    name="init",
    takes=Lognormal(median=180, sigma=0.2, most=900),
    log="Node {node_name} joined the cluster",
)
_NEW_NODE = (
    NodeStage(
        name="ecs",
        effect=resource_effects.create_instance,
        takes=Uniform(3, 8),
        status="Starting",
        log="Create ECS {instance_id} successfully",
    ),
    _BOOT,
    NodeStage(
        name="eip",
        effect=resource_effects.allocate_eip,
        takes=Uniform(4, 20),
        log="Allocate EIP {eip_address} for {instance_id}",
    ),
    _ROUTE,
    _INIT,
)
# An instance that exists gets another system disk, and boots from it.
_REPLACE_DISK = NodeStage(
    name="replace_disk",
    takes=Uniform(20, 40),
    status="Starting",
    log="Replace system disk of {instance_id} successfully",
)
_RELEASE_NODE_EIP = NodeStage(
    name="release_node_eip",
    effect=effects.release_node_eip,
    takes=Uniform(2, 5),
    only_if="releases_eip",
    log="Release EIP of {instance_id} successfully",
)
_RDS_WHITELIST = ClusterStage(
    name="rds_whitelist",
    effect=effects.rds_whitelist,
    takes=Uniform(20, 60),
    only_if="rds_instances",
    log="Add nodes to whitelist of RDS {rds_instances}",
)
_LEAVE_SLB = NodeStage(name="leave_slb", takes=Uniform(1, 3), only_if="need_slb")
_DELETE_ROUTE = NodeStage(
    name="delete_route", effect=resource_effects.delete_route, takes=Uniform(1, 3)
)

CREATE_CLUSTER = Plan(
    operation="CreateCluster",
    task_type="cluster_create",
    opening="Start to create cluster",
    action="CREATE",
    success=Trigger.PROVISIONED,
    nodes="new",
    stages=(
        ClusterStage(
            name="slb",
            effect=resource_effects.create_load_balancer,
            takes=Uniform(5, 15),
            only_if="need_slb",
            log="Create SLB {external_loadbalancer_id} successfully",
        ),
        ClusterStage(
            name="security_group",
            effect=resource_effects.create_security_group,
            takes=Uniform(1, 2),
            log="Create security group {security_group_id} successfully",
        ),
        *_NEW_NODE,
        ClusterStage(
            name="release_eip",
            effect=effects.release_all_eips,
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
    start=Trigger.SCALE,
    success=Trigger.PROVISIONED,
    removes_new_nodes=True,
    stages=(*_NEW_NODE, _RELEASE_NODE_EIP, _RDS_WHITELIST),
)

ATTACH_INSTANCES = Plan(
    operation="AttachInstances",
    task_type="cluster_attach",
    opening="Start to attach instances",
    action="UPDATE",
    start=Trigger.SCALE,
    success=Trigger.PROVISIONED,
    removes_new_nodes=True,
    stages=(_REPLACE_DISK, _BOOT, _ROUTE, _INIT, _RELEASE_NODE_EIP, _RDS_WHITELIST),
)

RESET_CLUSTER_NODE = Plan(
    operation="ResetClusterNode",
    task_type="cluster_node_reset",
    opening="Start to reset node",
    action="UPDATE",
    start=Trigger.SCALE,
    success=Trigger.PROVISIONED,
    stages=(_REPLACE_DISK, _BOOT, _INIT, _RELEASE_NODE_EIP),
)

DELETE_CLUSTER_NODE = Plan(
    operation="DeleteClusterNode",
    task_type="cluster_node_delete",
    opening="Start to remove nodes",
    action="UPDATE",
    start=Trigger.SCALE,
    success=Trigger.PROVISIONED,
    stages=(
        _LEAVE_SLB,
        _DELETE_ROUTE,
        NodeStage(
            name="delete_eip",
            effect=resource_effects.release_eip,
            takes=Uniform(2, 5),
            only_if="is_released",
            status="Stopping",
        ),
        NodeStage(name="stop_ecs", takes=Uniform(20, 45), only_if="is_released"),
        NodeStage(
            name="remove_node",
            effect=resource_effects.remove_node,
            removes_node=True,
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
    start=Trigger.DELETE,
    success=Trigger.DELETED,
    nodes="all",
    stages=(
        _LEAVE_SLB,
        _DELETE_ROUTE,
        NodeStage(
            name="delete_eip",
            effect=resource_effects.release_eip,
            takes=Uniform(2, 5),
            status="Stopping",
        ),
        NodeStage(
            name="delete_ecs",
            effect=resource_effects.delete_instance,
            removes_node=True,
            takes=Uniform(20, 45),
            log="Delete ECS {instance_id} successfully",
        ),
        ClusterStage(
            name="delete_security_group",
            effect=resource_effects.delete_security_group,
            takes=Uniform(1, 2),
            only_if="security_group_id",
            log="Delete security group {security_group_id} successfully",
        ),
        ClusterStage(
            name="delete_slb",
            effect=resource_effects.delete_load_balancer,
            takes=Uniform(3, 10),
            only_if="external_loadbalancer_id",
            log="Delete SLB {external_loadbalancer_id} successfully",
        ),
        # Deleting takes time even when nothing was made yet.
        ClusterStage(name="delete_record", takes=Fixed(1)),
    ),
)

PLANS = (
    CREATE_CLUSTER,
    SCALE_CLUSTER,
    ATTACH_INSTANCES,
    RESET_CLUSTER_NODE,
    DELETE_CLUSTER_NODE,
    DELETE_CLUSTER,
)
