"""``POST /clusters/{cluster_id}/auto_repair_policies``: make rules for nodes that heal themselves.

What the service does: keeps the rules under a new id. Each says of which incidents it is about, and
the steps of the repair; a step can wait until somebody approves: the Node object gets one label,
and the step begins when somebody gives it another one. A node pool follows the policy whose id is
in its ``management.auto_repair_policy``.

Differs from the service: the only incident that happens here is that a node is lost, by the names
``Node.NotReady`` and ``Node.FaultNeedReboot.HOST``; the first rule that has one of them is
followed. Its steps are one repair; if they are only ``Drain`` and ``QuarantineGPU`` there is none.
Approval is asked for once, before the first step, by the labels of all steps that want it. Which
names and steps there are is not checked, ``config`` changes nothing, and pools of any type can
follow. Of the other settings in ``management.auto_repair_policy`` only the number of nodes that are
repaired side by side, ``max_parallel_repairing_nodes``, changes anything. What looks like a secret
in ``config`` is not kept.
"""

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.cluster_types.ack.pools.auto_repair import RESOURCE_SUB_TYPE, RESOURCE_TYPE
from cs_simulator.engine import naming
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.operations.auto_repair._policies import (
    CreatePolicyRequest,
    Policy,
    as_kept,
    keep,
)


@operation(
    "CreateAutoRepairPolicy",
    "POST",
    "/clusters/{cluster_id}/auto_repair_policies",
    request=CreatePolicyRequest,
    is_write=True,
    cluster_type="ack",
    allowed_in=allowed.LABELS,
)
def create_auto_repair_policy(call: Call, unit: Unit) -> Reply:
    """Keep the policy."""
    cluster = kubernetes_cluster(call, unit)
    request = read_body(call, CreatePolicyRequest)
    types = {"resource_type": RESOURCE_TYPE, "resource_sub_type": RESOURCE_SUB_TYPE}
    number = unit.count("auto repair policy")
    policy_id = naming.resource_id(unit, "r", "", "auto repair policy", number)
    keep(unit, cluster, Policy(policy_id, {**types, **as_kept(request)}))
    return Reply(
        body={"policy_id": policy_id, "request_id": call.request_id},
        cluster_id=cluster.cluster_id,
    )
