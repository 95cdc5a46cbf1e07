"""``POST /api/v2/clusters/{cluster_id}/upgrade/resume``: go on with a held upgrade, in the old way.

What the service does: the upgrade goes on with its next stage. Newer
clients use ``POST /tasks/{task_id}/resume``. The answer is empty.

Differs from the service: the code of the refusal where no upgrade is under way is not known.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._task_control import RESUME
from cs_simulator.operations.upgrade._upgrades import asked_of_upgrade


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
    return asked_of_upgrade(call, unit, RESUME)
