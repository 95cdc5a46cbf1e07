"""``GET /clusters/{cluster_id}/components/{component_id}/upgradestatus``: the last change of one.

What the service does: as DescribeClusterAddonsUpgradeStatus, for one component.

Differs from the service: as DescribeClusterAddonsUpgradeStatus does; ``AddonNotFound`` for a
component that is not installed.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.addons._addons import addons_target, existing_addon, upgrade_entry


@operation(
    "DescribeClusterAddonUpgradeStatus",
    "GET",
    "/clusters/{cluster_id}/components/{component_id}/upgradestatus",
    cluster_type="ack",
    poll_target=addons_target,
)
def describe_cluster_addon_upgrade_status(call: Call, unit: Unit) -> Reply:
    """Answer its last change."""
    cluster = kubernetes_cluster(call, unit)
    found = existing_addon(unit.world, cluster, call.parameters["component_id"])
    return Reply(body=upgrade_entry(unit.world, cluster, found), cluster_id=cluster.cluster_id)
