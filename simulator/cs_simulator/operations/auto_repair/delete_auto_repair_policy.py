"""``DELETE /clusters/{cluster_id}/auto_repair_policies/{policy_id}``: delete self-healing rules.

What the service does: deletes the policy.

Differs from the service: a policy that a node pool follows, or that is its own, cannot be deleted;
what the service does then is not known.
"""

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import allowed
from cs_simulator.cluster_types.ack.pools import auto_repair
from cs_simulator.engine import cluster_entries
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.auto_repair._policies import existing_policy


@operation(
    "DeleteAutoRepairPolicy",
    "DELETE",
    "/clusters/{cluster_id}/auto_repair_policies/{policy_id}",
    is_write=True,
    cluster_type="ack",
    allowed_in=allowed.LABELS,
)
def delete_auto_repair_policy(call: Call, unit: Unit) -> Reply:
    """Delete the policy, unless a pool follows it."""
    cluster = kubernetes_cluster(call, unit)
    policy = existing_policy(call, unit, cluster)
    cluster_id, policy_id = cluster.cluster_id, policy.policy_id
    pools = {group.group_id for group in auto_repair.followers(unit.world, cluster_id, policy_id)}
    owner = auto_repair.owner_of(unit.world, cluster_id, policy_id)
    if owner is not None:
        pools.add(owner.group_id)
    if pools:
        ids = ", ".join(sorted(pools))
        raise ack_errors.AUTO_REPAIR_POLICY_IN_USE(pools=ids[:500])
    cluster_entries.drop(unit, cluster_id, auto_repair.KIND, policy_id)
    return Reply(body={"request_id": call.request_id}, cluster_id=cluster_id)
