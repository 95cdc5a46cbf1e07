"""``POST /api/v2/clusters/{cluster_id}/upgrade/pause``: hold an upgrade, in the old way.

What the service does: the stage that is under way is finished, then nothing more happens.
Newer clients use ``POST /tasks/{task_id}/pause``. The answer is empty.

Differs from the service: the code of the refusal where no upgrade is under way is not known.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._task_control import PAUSE
from cs_simulator.operations.upgrade._upgrades import asked_of_upgrade


@operation(
    "PauseClusterUpgrade",
    "POST",
    "/api/v2/clusters/{cluster_id}/upgrade/pause",
    cluster_type="ack",
    is_write=True,
    returns_nothing=True,
)
def pause_cluster_upgrade(call: Call, unit: Unit) -> Reply:
    """Ask the upgrade to pause."""
    return asked_of_upgrade(call, unit, PAUSE)
