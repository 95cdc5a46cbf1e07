"""``GET /clusters/{cluster_id}/addon_instances/{instance_name}``: one component of a cluster.

What the service does: answers its version, its state, its configuration as it was sent, and where
it logs to. ``AddonNotFound`` for a component that is not installed.

Differs from the service: components of the control plane log if the cluster's settings say so, and
no others. A name that only requests use, such as ``flannel``, finds its component, too. The state
is as ListClusterAddonInstances says it.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.addons._addons import addons_target, existing_addon, logging_of


@operation(
    "GetClusterAddonInstance",
    "GET",
    "/clusters/{cluster_id}/addon_instances/{instance_name}",
    cluster_type="ack",
    poll_target=addons_target,
)
def get_cluster_addon_instance(call: Call, unit: Unit) -> Reply:
    """Answer the component."""
    cluster = kubernetes_cluster(call, unit)
    found = existing_addon(unit.world, cluster, call.parameters["instance_name"])
    return Reply(
        body={
            "config": found.config,
            "logging": logging_of(cluster, found),
            "name": found.name,
            "state": found.state,
            "version": found.version,
        },
        cluster_id=cluster.cluster_id,
    )
