"""``GET /clusters/{cluster_id}/components/upgradestatus``: how far changes of components have come.

What the service does: answers a map of the components that ``componentIds`` names, each with its
version and the state of its last task: ``Success``, ``Failed``, or another word while it runs. An
older call, which Terraform makes after it has changed a configuration.

Differs from the service: ``Running`` and ``Canceled`` are our proposal; a component that no task
has changed has ``Success``. So has one whose pods do not run: that is in the state of its instance
alone. A component that is not installed is not in the map.
"""

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import addons as cluster_addons
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._query import texts
from cs_simulator.operations.addons._addons import addons_target, canonical, upgrade_entry


@operation(
    "DescribeClusterAddonsUpgradeStatus",
    "GET",
    "/clusters/{cluster_id}/components/upgradestatus",
    cluster_type="ack",
    poll_target=addons_target,
)
def describe_cluster_addons_upgrade_status(call: Call, unit: Unit) -> Reply:
    """Answer the map."""
    cluster = kubernetes_cluster(call, unit)
    names = texts(call, "componentIds")
    if not names:
        raise ack_errors.MISSING_FIELD("componentIds")
    present = cluster_addons.instances(unit.world, cluster)
    return Reply(
        body={
            name: upgrade_entry(unit.world, cluster, present[canonical(name)])
            for name in names
            if canonical(name) in present
        },
        cluster_id=cluster.cluster_id,
    )
