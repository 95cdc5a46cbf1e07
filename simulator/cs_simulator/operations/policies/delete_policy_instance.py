"""``DELETE /clusters/{cluster_id}/policies/{policy_name}``: take a policy out of force.

What the service does: deletes the instance of that name, and answers the name.

Differs from the service: without ``instance_name`` all instances of the policy are deleted. It does
not need the components that enforce policies.
"""

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.cluster_types.ack.policies import instances
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.policies._policies import (
    existing_instances,
    named,
    policy_in_path,
)


@operation(
    "DeletePolicyInstance",
    "DELETE",
    "/clusters/{cluster_id}/policies/{policy_name}",
    is_write=True,
    cluster_type="ack",
    allowed_in=allowed.REACHABLE,
)
def delete_policy_instance(call: Call, unit: Unit) -> Reply:
    """Drop the instances."""
    cluster, policy = kubernetes_cluster(call, unit), policy_in_path(call)
    found = existing_instances(unit.world, cluster, policy, call.query.get("instance_name"))
    for instance in found:
        instances.drop(unit, cluster.cluster_id, instance)
    return named(cluster, [instance.name for instance in found])
