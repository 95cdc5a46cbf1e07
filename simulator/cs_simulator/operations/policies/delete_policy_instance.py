"""``DELETE /clusters/{cluster_id}/policies/{policy_name}``: take a policy out of force.

What the service does: deletes the instance of that name, and answers the name.

Differs from the service: without ``instance_name`` all instances of the policy are deleted. A query
key other than ``instance_name`` and ``RegionId`` is refused with a proposal of ours, so that a
misspelt name does not delete them all; what the service does with one is not known. An empty
``instance_name``, which a client sends that has lost the name, is refused likewise. It does not
need the components that enforce policies. It also works while the cluster is ``unavailable``, since
its Kubernetes API still answers here.
"""

from cs_simulator.catalog import ack_errors
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

# What old SDKs send with every call is let through.
_NAME, _KNOWN = "instance_name", ("instance_name", "RegionId")
_LONGEST_SHOWN = 100


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
    _check_keys(call)
    found = existing_instances(unit.world, cluster, policy, call.query.get(_NAME))
    for instance in found:
        instances.drop(unit, cluster.cluster_id, instance)
    return named(cluster, [instance.name for instance in found])


def _check_keys(call: Call) -> None:
    """Raise ``InvalidParameter.Query`` for a key that nothing reads, and for an empty name."""
    for key in call.query:
        if key not in _KNOWN:
            shown = key[:_LONGEST_SHOWN]
            raise ack_errors.INVALID_FIELD("query", f"unknown key {shown!r}; write {_NAME}")
    if call.query.get(_NAME) == "":
        what = "the name of an instance; leave it out to delete all of them"
        raise ack_errors.INVALID_FIELD(_NAME, what)
