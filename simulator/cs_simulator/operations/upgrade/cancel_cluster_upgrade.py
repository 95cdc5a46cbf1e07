"""``POST /api/v2/clusters/{cluster_id}/upgrade/cancel``: stop an upgrade, in the old way.

What the service does: the stage that is under way is finished, then the upgrade ends; the
version stays. Newer clients use ``POST /tasks/{task_id}/cancel``. The answer is empty.

Differs from the service: the code of the refusal where no upgrade is under way is not known.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._task_control import CANCEL
from cs_simulator.operations.upgrade._upgrades import asked_of_upgrade


@operation(
    "CancelClusterUpgrade",
    "POST",
    "/api/v2/clusters/{cluster_id}/upgrade/cancel",
    cluster_type="ack",
    is_write=True,
    returns_nothing=True,
)
def cancel_cluster_upgrade(call: Call, unit: Unit) -> Reply:
    """Ask the upgrade to end."""
    return asked_of_upgrade(call, unit, CANCEL)
