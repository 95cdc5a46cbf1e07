"""``GET /clusters/{cluster_id}/auto_repair_policies``: all sets of self-healing rules of a cluster.

What the service does: answers them with the node pools that they are for.

Differs from the service: those that calls have made or changed come first, in the order in which
they were, and then those that are node pools' own; whether the service lists these is not known.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.auto_repair._policies import policies_of, policy_object


@operation(
    "ListAutoRepairPolicies",
    "GET",
    "/clusters/{cluster_id}/auto_repair_policies",
    cluster_type="ack",
)
def list_auto_repair_policies(call: Call, unit: Unit) -> Reply:
    """Answer the policies."""
    cluster = kubernetes_cluster(call, unit)
    items = [
        policy_object(unit.world, cluster, policy) for policy in policies_of(unit.world, cluster)
    ]
    return Reply(body={"items": items}, cluster_id=cluster.cluster_id)
