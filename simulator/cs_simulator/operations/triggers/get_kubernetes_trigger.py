"""``GET /triggers/{cluster_id}``: the triggers of an application, an older call.

What the service does: as DescribeTrigger.

Differs from the service: as DescribeTrigger does.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.triggers import _triggers as triggers


@operation(
    "GetKubernetesTrigger",
    "GET",
    "/triggers/{cluster_id}",
    cluster_type="ack",
    is_secret=True,
    returns_array=True,
)
def get_kubernetes_trigger(call: Call, unit: Unit) -> Reply:
    """Answer the triggers."""
    return triggers.listed(call, unit, kubernetes_cluster(call, unit))
