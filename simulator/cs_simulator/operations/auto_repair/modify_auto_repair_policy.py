"""``PUT /clusters/{cluster_id}/auto_repair_policies/{policy_id}``: change rules for self-healing.

What the service does: replaces the name or the rules, whichever is given.

Differs from the service: a pool that follows the policy and has lost nodes looks at them again five
minutes later. The policy that is a node pool's own can be changed, too.
"""

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.cluster_types.ack.pools import auto_repair
from cs_simulator.engine import upkeep
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.operations.auto_repair._policies import (
    ModifyPolicyRequest,
    as_kept,
    existing_policy,
    keep,
)


@operation(
    "ModifyAutoRepairPolicy",
    "PUT",
    "/clusters/{cluster_id}/auto_repair_policies/{policy_id}",
    request=ModifyPolicyRequest,
    is_write=True,
    allowed_in=allowed.LABELS,
    cluster_type="ack",
)
def modify_auto_repair_policy(call: Call, unit: Unit) -> Reply:
    """Change the policy, and let the pools that follow it look at their nodes again."""
    cluster = kubernetes_cluster(call, unit)
    policy = existing_policy(call, unit, cluster)
    request = read_body(call, ModifyPolicyRequest)
    keep(unit, cluster, policy._replace(value={**policy.value, **as_kept(request)}))
    for group in auto_repair.followers(unit.world, cluster.cluster_id, policy.policy_id):
        upkeep.look_after(unit, cluster, group)
    return Reply(
        body={"request_id": call.request_id},
        cluster_id=cluster.cluster_id,
    )
