"""The plans of Kubernetes clusters: what each asynchronous operation goes through.

Durations: what was seen of live accounts and said in the vendor's documentation, rounded, and a
fifth up and down. A managed cluster without nodes takes about four minutes, a dedicated one twelve,
a serverless one five, an edge cluster eight; the deletion of a cluster five.
"""

from cs_simulator.cluster_types.ack import changes, effects
from cs_simulator.cluster_types.ack.cleaning import CLEAN_PERMISSIONS
from cs_simulator.cluster_types.ack.pools import effects as pool_effects
from cs_simulator.cluster_types.ack.pools.stages import NEW_NODES
from cs_simulator.domain.durations import Uniform
from cs_simulator.domain.lifecycle import Trigger
from cs_simulator.domain.plans import ClusterStage, NodeStage, Plan, Stage


def about(seconds: float) -> Uniform:
    """A duration, a fifth up and down."""
    return Uniform(seconds * 0.8, seconds * 1.2)


def _prepare(seconds: float) -> ClusterStage:
    return ClusterStage(
        name="prepare_resources",
        title="PrepareResources",
        takes=about(seconds),
        effect=effects.prepare_resources,
    )


def _control_plane(seconds: float) -> ClusterStage:
    return ClusterStage(
        name="control_plane",
        title="InitControlPlane",
        takes=about(seconds),
        effect=effects.start_control_plane,
    )


def _addons(seconds: float) -> ClusterStage:
    return ClusterStage(
        name="addons",
        title="InstallAddons",
        takes=about(seconds),
        effect=effects.install_addons,
    )


def _create(*stages: Stage, variant: str = "", success: Trigger = Trigger.PROVISIONED) -> Plan:
    return Plan(
        operation="CreateCluster",
        variant=variant,
        task_type="cluster_create",
        opening="Start to create cluster",
        action="CREATE",
        success=success,
        nodes="new",
        stages=stages,
    )


MASTERS = (
    NodeStage(
        name="ecs",
        title="CreateInstances",
        effect=effects.create_master,
        takes=about(60),
        status="Starting",
        log="Create ECS {instance_id} successfully",
    ),
    NodeStage(name="boot", title="CreateInstances", takes=about(60), status="Running"),
    NodeStage(
        name="join",
        title="InitControlPlane",
        takes=about(240),
        log="Node {node_name} joined the cluster",
    ),
)

CREATIONS = (
    _create(_prepare(40), _control_plane(150), _addons(50)),
    _create(_prepare(60), _control_plane(180), _addons(60), variant="serverless"),
    _create(_prepare(60), _control_plane(330), _addons(90), variant="edge"),
    _create(
        _prepare(60),
        *MASTERS,
        _control_plane(200),
        _addons(100),
        variant="dedicated",
    ),
    # Only the load balancer is made, and the cluster waits for its agent.
    _create(_prepare(20), _control_plane(40), variant="registered", success=Trigger.DISCONNECT),
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
            effect=pool_effects.delete_node,
            removes_node=True,
            takes=about(120),
            log="Delete ECS {instance_id} successfully",
        ),
        ClusterStage(
            name="delete_resources",
            title="DeleteResources",
            effect=effects.delete_resources,
            takes=about(180),
        ),
    ),
)


def _configure(operation: str, what: str) -> Plan:
    """A change of the control plane's settings: its API server starts again."""
    return Plan(
        operation=operation,
        task_type="cluster_configuration_modify",
        opening=f"Start to update {what}",
        action="UPDATE",
        start=Trigger.UPDATE,
        success=Trigger.PROVISIONED,
        stages=(ClusterStage(name="configure", title="UpdateControlPlane", takes=about(60)),),
    )


CONFIGURATIONS = (
    _configure("UpdateControlPlaneLog", "the logs of the control plane"),
    _configure("UpdateClusterAuditLogConfig", "the audit log"),
    _configure("UpdateKMSEncryption", "the encryption of secrets"),
)


def _change(seconds: float, variant: str = "", start: Trigger | None = Trigger.UPDATE) -> Plan:
    return Plan(
        operation="ModifyCluster",
        variant=variant,
        task_type="cluster_modify",
        opening="Start to modify cluster",
        action="UPDATE",
        start=start,
        success=Trigger.PROVISIONED if start else None,
        is_alone=start is not None,
        stages=(
            ClusterStage(
                name="modify",
                title="ModifyCluster",
                takes=about(seconds),
                effect=changes.apply_change,
            ),
        ),
    )


MODIFICATIONS = (
    _change(20),
    _change(130, variant="address"),
    _change(5, variant="labels"),
    # While something else is under way in the cluster, or it is not connected.
    _change(5, variant="labels_beside", start=None),
)

MIGRATE_CLUSTER = Plan(
    operation="MigrateCluster",
    task_type="cluster_migrate",
    opening="Start to migrate cluster",
    action="UPDATE",
    start=Trigger.MIGRATE,
    success=Trigger.PROVISIONED,
    stages=(
        ClusterStage(name="pre_check", title="PreCheck", takes=about(20)),
        ClusterStage(
            name="migrate", title="MigrateControlPlane", takes=about(160), effect=changes.migrate
        ),
    ),
)


def _upgrade(seconds: float, variant: str = "") -> Plan:
    return Plan(
        operation="UpgradeCluster",
        variant=variant,
        task_type="cluster_upgrade",
        opening="Start to upgrade cluster",
        action="UPDATE",
        start=Trigger.UPGRADE,
        success=Trigger.PROVISIONED,
        can_pause=True,
        can_cancel=True,
        stages=(
            ClusterStage(name="pre_check", title="PreCheck", takes=about(30)),
            ClusterStage(
                name="upgrade_control_plane", title="UpgradeControlPlane", takes=about(seconds)
            ),
            ClusterStage(
                name="upgrade_addons",
                title="UpgradeAddons",
                takes=about(50),
                effect=changes.upgrade,
            ),
        ),
    )


# About five minutes where the control plane is hosted, eight for each of three masters.
UPGRADES = (_upgrade(220), _upgrade(1440, variant="dedicated"))


def _scale_out(operation: str) -> Plan:
    return Plan(
        operation=operation,
        task_type="cluster_scaleout",
        opening="Start to scale out cluster",
        action="UPDATE",
        start=Trigger.SCALE,
        success=Trigger.PROVISIONED,
        nodes_fail_alone=True,
        stages=NEW_NODES,
    )


# Workers in the old form, for the default node pool.
SCALE_OUTS = (_scale_out("ScaleOutCluster"), _scale_out("ScaleCluster"))

PLANS = (
    *CREATIONS,
    *MODIFICATIONS,
    *CONFIGURATIONS,
    MIGRATE_CLUSTER,
    CLEAN_PERMISSIONS,
    *UPGRADES,
    *SCALE_OUTS,
    DELETE_CLUSTER,
)
