"""``GET /clusters/{cluster_id}/components/{addon_name}/instance``: one component, an older call.

What the service does: as GetClusterAddonInstance, without the logging.

Differs from the service: as GetClusterAddonInstance does.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.addons._addons import addons_target, existing_addon


@operation(
    "DescribeClusterAddonInstance",
    "GET",
    "/clusters/{cluster_id}/components/{addon_name}/instance",
    cluster_type="ack",
    poll_target=addons_target,
)
def describe_cluster_addon_instance(call: Call, unit: Unit) -> Reply:
    """Answer the component."""
    cluster = kubernetes_cluster(call, unit)
    found = existing_addon(unit.world, cluster, call.parameters["addon_name"])
    return Reply(
        body={
            "config": found.config,
            "name": found.name,
            "state": found.state,
            "version": found.version,
        },
        cluster_id=cluster.cluster_id,
    )
