"""``GET /clusters/{cluster_id}/policies/status``: how many policies are in force in a cluster.

What the service does: answers, for each policy of the catalogue, how many instances of it there
are, and how many instances there are of each severity. A policy without instances has no number.

Differs from the service: the severities that no instance has are left out, too; whether the service
does so is not known.
"""

from collections import Counter

from cs_simulator.catalog.policies import Policy, all_policies
from cs_simulator.cluster_types.ack.policies.instances import instances_of
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation


@operation(
    "DescribePolicyInstancesStatus",
    "GET",
    "/clusters/{cluster_id}/policies/status",
    cluster_type="ack",
)
def describe_policy_instances_status(call: Call, unit: Unit) -> Reply:
    """Count the instances."""
    cluster = kubernetes_cluster(call, unit)
    policies = [each.policy for each in instances_of(unit.world, cluster.cluster_id)]
    counts = Counter(policy.name for policy in policies)
    return Reply(
        body={
            "instances_severity_count": dict(Counter(policy.severity for policy in policies)),
            "policy_instances": [
                _shown(policy, counts[policy.name]) for policy in all_policies().values()
            ],
        },
        cluster_id=cluster.cluster_id,
    )


def _shown(policy: Policy, count: int) -> dict[str, object]:
    shown: dict[str, object] = {
        "policy_category": policy.category,
        "policy_description": policy.description,
        "policy_name": policy.name,
        "policy_severity": policy.severity,
    }
    return {**shown, "policy_instances_count": count} if count else shown
