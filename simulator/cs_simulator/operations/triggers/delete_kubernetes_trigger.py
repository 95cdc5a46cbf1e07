"""``DELETE /triggers/revoke/{id}``: delete a trigger, an older call.

What the service does: as DeleteTrigger, whichever the trigger's cluster is.

Differs from the service: as DeleteTrigger does.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.triggers import _triggers as triggers


@operation(
    "DeleteKubernetesTrigger",
    "DELETE",
    "/triggers/revoke/{id}",
    is_write=True,
    returns_nothing=True,
)
def delete_kubernetes_trigger(call: Call, unit: Unit) -> Reply:
    """Delete the trigger, in whatever cluster it is."""
    name = call.parameters["id"]
    for cluster in unit.world.clusters:
        if triggers.delete(unit, cluster.cluster_id, name):
            return Reply(body=None, cluster_id=cluster.cluster_id)
    raise triggers.not_found(name)
