"""``GET /clusters/{cluster_id}/policies``: the policies in force in a cluster.

What the service does: answers a bare array of them, all or those of a policy, or the one of a name.
The parameters are YAML. ``InvalidResource.NotFound`` for a name that no instance has.

Differs from the service: the deprecated fields are not answered. ``ali_uid`` is the account, not
the user who deployed the policy. An unknown policy is refused like an unknown name.
"""

import orjson

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack.policies.instances import PolicyInstance, instances_of
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.account import account_number
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.policies._policies import known_policy


@operation(
    "DescribePolicyInstances",
    "GET",
    "/clusters/{cluster_id}/policies",
    cluster_type="ack",
    returns_array=True,
)
def describe_policy_instances(call: Call, unit: Unit) -> Reply:
    """Answer the instances."""
    cluster, world = kubernetes_cluster(call, unit), unit.world
    policy, name = call.query.get("policy_name", ""), call.query.get("instance_name", "")
    if policy:
        known_policy(policy)
    found = [
        instance
        for instance in instances_of(world, cluster.cluster_id, policy)
        if not name or instance.name == name
    ]
    if name and not found:
        raise ack_errors.RESOURCE_NOT_FOUND(kind="policy instance", name=name)
    return Reply(
        body=[_shown(world, cluster, instance) for instance in found],
        cluster_id=cluster.cluster_id,
    )


def _shown(world: World, cluster: Cluster, instance: PolicyInstance) -> dict[str, object]:
    policy = instance.policy
    return {
        "ali_uid": str(account_number(world)),
        "cluster_id": cluster.cluster_id,
        "instance_name": instance.name,
        "policy_action": instance.action,
        "policy_category": policy.category,
        "policy_description": policy.description,
        "policy_name": policy.name,
        "policy_parameters": _as_yaml(instance),
        "policy_scope": instance.scope,
        "policy_severity": policy.severity,
    }


def _as_yaml(instance: PolicyInstance) -> str:
    """The parameters in YAML, a line for each, with their values as in JSON."""
    lines = (
        f"{orjson.dumps(name).decode()}: {orjson.dumps(value).decode()}\n"
        for name, value in instance.parameters.items()
    )
    return "".join(lines)
