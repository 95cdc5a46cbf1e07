"""``GET /clusters/{cluster_id}/auto_repair_policies/{policy_id}``: one set of self-healing rules.

What the service does: answers the policy with the node pools that it is for.

Differs from the service: a node pool that repairs its nodes has a policy of its own from its
creation on; its rules are ours: a lost node is restarted.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.auto_repair._policies import existing_policy, policy_object


@operation(
    "DescribeAutoRepairPolicy",
    "GET",
    "/clusters/{cluster_id}/auto_repair_policies/{policy_id}",
    cluster_type="ack",
)
def describe_auto_repair_policy(call: Call, unit: Unit) -> Reply:
    """Answer the policy."""
    cluster = kubernetes_cluster(call, unit)
    policy = existing_policy(call, unit, cluster)
    body = policy_object(unit.world, cluster, policy)
    return Reply(body=body, cluster_id=cluster.cluster_id)
