"""``POST /api/v2/clusters/{cluster_id}/upgrade/resume``: go on with a held upgrade, in the old way.

What the service does: the upgrade goes on with its next stage. Newer
clients use ``POST /tasks/{task_id}/resume``. The answer is empty.

Differs from the service: the code of the refusal where no upgrade is under way is not known.
"""

from cs_simulator.catalog import ack_errors
from cs_simulator.engine import task_control
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.upgrade._upgrades import done, running_upgrade


@operation(
    "ResumeUpgradeCluster",
    "POST",
    "/api/v2/clusters/{cluster_id}/upgrade/resume",
    cluster_type="ack",
    is_write=True,
    returns_nothing=True,
)
def resume_upgrade_cluster(call: Call, unit: Unit) -> Reply:
    """Ask the upgrade to go on."""
    cluster = kubernetes_cluster(call, unit)
    task = running_upgrade(unit.world, cluster.cluster_id)
    if task is None or not task_control.can_resume(unit.world, task):
        reason = f"its upgrade is {task.state.value}" if task else "no upgrade is under way"
        raise ack_errors.CANNOT_PAUSE_TASK(reason=reason)
    return done(task_control.resume(unit, task))
