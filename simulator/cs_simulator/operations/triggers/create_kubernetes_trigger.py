"""``POST /triggers``: make a trigger that deploys an application again, an older call.

What the service does: as CreateTrigger; the cluster is named in the body only.

Differs from the service: as CreateTrigger does.
"""

from cs_simulator.catalog import errors
from cs_simulator.cluster_types.ack import allowed
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.operations.triggers import _triggers as triggers


@operation(
    "CreateKubernetesTrigger",
    "POST",
    "/triggers",
    request=triggers.TriggerRequest,
    is_write=True,
)
def create_kubernetes_trigger(call: Call, unit: Unit) -> Reply:
    """Make the trigger."""
    request = read_body(call, triggers.TriggerRequest)
    cluster = unit.world.clusters.get(request.cluster_id.lower())
    if cluster is None:
        raise errors.CLUSTER_NOT_FOUND(cluster_id=request.cluster_id[:100])
    if cluster.cluster_type != "ack":
        reason = f"clusters of type {cluster.cluster_type} have triggers of another kind"
        raise errors.OPERATION_NOT_MODELLED(operation=call.operation.name, reason=reason)
    if cluster.state not in allowed.REACHABLE:
        raise allowed.refusal(cluster)
    return triggers.create(unit, cluster, request)
