"""The task that takes the rights and the kubeconfigs of a user away: its plan, and what it does."""

from cs_simulator.cluster_types.ack import certificates
from cs_simulator.cluster_types.ack.user_rights import take_rights
from cs_simulator.domain.durations import Uniform
from cs_simulator.domain.plans import Changes, ClusterStage, Plan
from cs_simulator.domain.records import Cluster, Task
from cs_simulator.engine import stage_history
from cs_simulator.engine.unit import Unit


def clean_permissions(unit: Unit, _cluster: Cluster, task: Task) -> Changes:
    """Take away what the user of the task has in its clusters, as far as they are still there.

    The parameters of the task are ``uid`` and ``cluster_ids``; an empty id among those stands for
    the rights in all clusters.
    """
    asked = stage_history.parameters_of(task)
    uid, cluster_ids = asked["uid"], asked["cluster_ids"]
    take_rights(unit, uid, cluster_ids)
    for cluster_id in cluster_ids:
        found = unit.world.clusters.get(cluster_id)
        if found is not None:
            certificates.take_away(unit, found, uid)
    return {}


CLEAN_PERMISSIONS = Plan(
    operation="CleanUserPermissions",
    task_type="clean_user_permissions",
    opening="Start to clean the permissions of a user",
    action="UPDATE",
    success=None,
    is_alone=False,
    stages=(
        ClusterStage(
            name="clean_permissions",
            title="CleanPermissions",
            takes=Uniform(8, 12),
            effect=clean_permissions,
        ),
    ),
)
