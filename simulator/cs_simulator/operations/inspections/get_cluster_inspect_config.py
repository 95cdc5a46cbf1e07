"""``GET /clusters/{cluster_id}/inspectConfig``: the settings of the regular inspection.

What the service does: answers whether it is enabled, when it runs, and what it leaves out.

Differs from the service: what it answers before there are settings is not known; ours is 404.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.inspections import _config


@operation(
    "GetClusterInspectConfig",
    "GET",
    "/clusters/{cluster_id}/inspectConfig",
    cluster_type="ack",
)
def get_cluster_inspect_config(call: Call, unit: Unit) -> Reply:
    """Answer the settings."""
    cluster = kubernetes_cluster(call, unit)
    config = _config.existing(unit.world, cluster)
    return Reply(
        body={
            "disabledCheckItems": config.disabled,
            "enabled": config.enabled,
            "recurrence": config.recurrence,
            "requestId": call.request_id,
        },
        cluster_id=cluster.cluster_id,
    )
