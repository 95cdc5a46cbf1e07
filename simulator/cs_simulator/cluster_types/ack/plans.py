"""The plans of Kubernetes clusters: what each asynchronous operation goes through.

Durations: a managed cluster without nodes took under four minutes on a live account; the rows add
up to about that.
"""

from cs_simulator.cluster_types import resource_effects
from cs_simulator.domain.durations import Uniform
from cs_simulator.domain.lifecycle import Trigger
from cs_simulator.domain.plans import ClusterStage, NodeStage, Plan

CREATE_CLUSTER = Plan(
    operation="CreateCluster",
    task_type="cluster_create",
    opening="Start to create cluster",
    action="CREATE",
    success=Trigger.PROVISIONED,
    stages=(
        ClusterStage(
            name="prepare_resources",
            title="PrepareResources",
            takes=Uniform(30, 50),
            effect=resource_effects.create_security_group,
            log="Create security group {security_group_id} successfully",
        ),
        ClusterStage(name="control_plane", title="InitControlPlane", takes=Uniform(120, 180)),
        ClusterStage(name="addons", title="InstallAddons", takes=Uniform(40, 60)),
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
        NodeStage(
            name="delete_ecs",
            title="DeleteNodePools",
            effect=resource_effects.delete_instance,
            removes_node=True,
            takes=Uniform(100, 140),
            log="Delete ECS {instance_id} successfully",
        ),
        ClusterStage(name="delete_resources", title="DeleteResources", takes=Uniform(150, 210)),
    ),
)

PLANS = (CREATE_CLUSTER, DELETE_CLUSTER)
