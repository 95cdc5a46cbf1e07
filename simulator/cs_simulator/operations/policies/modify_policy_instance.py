"""``PUT /clusters/{cluster_id}/policies/{policy_name}``: change a policy that is in force.

What the service does: changes the action, the namespaces and the parameters of an instance, and
answers its name. No namespaces mean all of them.

Differs from the service: without ``instance_name`` all instances of the policy are changed. An
action and parameters that are not sent stay as they are; the given parameters replace all present
ones. Refusals are those of DeployPolicyInstance, and proposals of ours like them. It also works
while the cluster is ``unavailable``, since its Kubernetes API still answers here.
"""

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.cluster_types.ack.policies import instances
from cs_simulator.cluster_types.ack.policies.instances import PolicyInstance
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.operations.policies._parameters import parameter_problems
from cs_simulator.operations.policies._policies import (
    ModifyPolicyRequest,
    check_addons,
    existing_instances,
    named,
    policy_in_path,
    without_parameter,
)
from cs_simulator.validation.strict import raise_first


@operation(
    "ModifyPolicyInstance",
    "PUT",
    "/clusters/{cluster_id}/policies/{policy_name}",
    request=ModifyPolicyRequest,
    is_write=True,
    cluster_type="ack",
    allowed_in=allowed.REACHABLE,
)
def modify_policy_instance(call: Call, unit: Unit) -> Reply:
    """Change the instances."""
    cluster, policy = kubernetes_cluster(call, unit), policy_in_path(call)
    request = read_body(call, ModifyPolicyRequest, may_be_empty=True)
    found = existing_instances(unit.world, cluster, policy, request.instance_name)
    if request.parameters is not None:
        raise_first(parameter_problems(policy, request.parameters))
    check_addons(unit.world, cluster)
    for instance in found:
        instances.put(unit, cluster.cluster_id, _changed(instance, request))
    return named(
        cluster,
        [instance.name for instance in found],
        without_parameter(policy, request.parameters or {}),
    )


def _changed(instance: PolicyInstance, request: ModifyPolicyRequest) -> PolicyInstance:
    given = request.parameters
    return instance._replace(
        action=request.action or instance.action,
        namespaces=request.namespaces or (),
        parameters=instance.parameters if given is None else given,
    )
