"""``DELETE /clusters/{cluster_id}/triggers/{id}``: delete a trigger.

What the service does: deletes the trigger of that id, and answers nothing.

Differs from the service: what it answers for an unknown id is not known; ours is
``InvalidResource.NotFound``.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.triggers import _triggers as triggers


@operation(
    "DeleteTrigger",
    "DELETE",
    "/clusters/{cluster_id}/triggers/{id}",
    is_write=True,
    cluster_type="ack",
    returns_nothing=True,
)
def delete_trigger(call: Call, unit: Unit) -> Reply:
    """Delete the trigger."""
    cluster, name = kubernetes_cluster(call, unit), call.parameters["id"]
    if not triggers.delete(unit, cluster.cluster_id, name):
        raise triggers.not_found(name)
    return Reply(body=None, cluster_id=cluster.cluster_id)
