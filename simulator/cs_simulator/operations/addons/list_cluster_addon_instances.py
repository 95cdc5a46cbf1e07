"""``GET /clusters/{cluster_id}/addon_instances``: the components of a cluster.

What the service does: lists the name, version and state of every installed component.

Differs from the service: one that is being installed is in the list, as ``initial``. One without
an available pod in ``kube-system`` is ``unhealthy``; what else the service counts is not known.
"""

from cs_simulator.cluster_types.ack import addons as cluster_addons
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.addons._addons import addons_target


@operation(
    "ListClusterAddonInstances",
    "GET",
    "/clusters/{cluster_id}/addon_instances",
    cluster_type="ack",
    poll_target=addons_target,
)
def list_cluster_addon_instances(call: Call, unit: Unit) -> Reply:
    """Answer the components."""
    cluster = kubernetes_cluster(call, unit)
    found = cluster_addons.instances(unit.world, cluster).values()
    return Reply(
        body={
            "addons": [
                {"name": addon.name, "version": addon.version, "state": addon.state}
                for addon in found
            ]
        },
        cluster_id=cluster.cluster_id,
    )
