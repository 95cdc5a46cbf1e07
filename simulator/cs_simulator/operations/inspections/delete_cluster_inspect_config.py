"""``DELETE /clusters/{cluster_id}/inspectConfig``: remove the settings of the regular inspection.

What the service does: removes them; nothing is inspected regularly any more.

Differs from the service: the reports of earlier runs stay; whether the service keeps them is not
known.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.inspections import _config


@operation(
    "DeleteClusterInspectConfig",
    "DELETE",
    "/clusters/{cluster_id}/inspectConfig",
    cluster_type="ack",
    is_write=True,
)
def delete_cluster_inspect_config(call: Call, unit: Unit) -> Reply:
    """Remove the settings."""
    cluster = kubernetes_cluster(call, unit)
    _config.existing(unit.world, cluster)
    _config.drop(unit, cluster)
    return Reply(body={"requestId": call.request_id}, cluster_id=cluster.cluster_id)
