"""``POST /clusters/{cluster_id}/triggers``: make a trigger that deploys an application again.

What the service does: takes the application as ``namespace/name`` and the action ``redeploy``; the
type is ``deployment``, the default, or ``application``. It answers the trigger's id. The cluster is
named in the path and in the body.

Differs from the service: that there is such an application is not checked. The address at which a
trigger is called with its token belongs to the console, and is not served.
"""

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import allowed
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.operations.triggers import _triggers as triggers


@operation(
    "CreateTrigger",
    "POST",
    "/clusters/{cluster_id}/triggers",
    request=triggers.TriggerRequest,
    is_write=True,
    cluster_type="ack",
    allowed_in=allowed.REACHABLE,
)
def create_trigger(call: Call, unit: Unit) -> Reply:
    """Make the trigger."""
    cluster = kubernetes_cluster(call, unit)
    request = read_body(call, triggers.TriggerRequest)
    if request.cluster_id.lower() != cluster.cluster_id:
        raise ack_errors.INVALID_FIELD("cluster_id", "the id of the cluster in the path")
    return triggers.create(unit, cluster, request)
