"""``POST /clusters/{cluster_id}/policies/{policy_name}``: put a policy into force in a cluster.

What the service does: takes what is done about violations, the namespaces that the policy is for
(none means all of them) and its parameters, and answers the name of the new instance. From then on
the webhook of gatekeeper refuses what violates the policy at the cluster's Kubernetes address, or
warns of it. The components ``gatekeeper`` and ``policy-template-controller`` must be installed.

Differs from the service: without an action violations are refused. Missing components, parameters
that a policy needs and does not get, lists of such without an item, and parameters, items and
fields of a wrong type are refused with proposals of ours; which ones a policy needs is likely, not
known. What goes with a namespace or an owner that is deleted is not asked about, and a collection
is deleted as a whole or not at all. Some policies find nothing; DescribePolicyGovernanceInCluster
says which. Policies are also put into force while the cluster is ``unavailable``, since its
Kubernetes API still answers here.
"""

from cs_simulator.catalog.policies import DENY
from cs_simulator.cluster_types.ack import allowed
from cs_simulator.cluster_types.ack.policies import instances
from cs_simulator.cluster_types.ack.policies.instances import PolicyInstance
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.operations.policies._parameters import parameter_problems
from cs_simulator.operations.policies._policies import (
    DeployPolicyRequest,
    check_addons,
    named,
    policy_in_path,
    without_parameter,
)
from cs_simulator.validation.strict import raise_first


@operation(
    "DeployPolicyInstance",
    "POST",
    "/clusters/{cluster_id}/policies/{policy_name}",
    request=DeployPolicyRequest,
    is_write=True,
    cluster_type="ack",
    allowed_in=allowed.REACHABLE,
)
def deploy_policy_instance(call: Call, unit: Unit) -> Reply:
    """Put the policy into force."""
    cluster, policy = kubernetes_cluster(call, unit), policy_in_path(call)
    request = read_body(call, DeployPolicyRequest, may_be_empty=True)
    parameters = request.parameters or {}
    raise_first(parameter_problems(policy, parameters))
    check_addons(unit.world, cluster)
    name = instances.new_name(unit, cluster.cluster_id, policy)
    instance = PolicyInstance(
        name=name,
        policy=policy,
        action=request.action or DENY,
        namespaces=request.namespaces or (),
        parameters=parameters,
    )
    instances.put(unit, cluster.cluster_id, instance)
    return named(cluster, [name], without_parameter(policy, parameters))
