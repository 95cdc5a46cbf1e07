"""``DELETE /clusters/{cluster_id}/ip/{ip}``: remove the node with an intranet address.

What the service does: answers 202; the node is removed while the cluster is ``scaling``. With
``releaseInstance=true`` its instance is released too, which is possible for pay-as-you-go
instances only; otherwise the instance stays the customer's. A cluster without nodes is
``inactive``.

Differs from the service: the documentation shows an empty body; ours names cluster, request and
task. What ``force`` does is not documented: here a lost node is removed only with it.
"""

from cs_simulator.catalog import errors
from cs_simulator.engine import cluster_nodes, provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import WITH_NODES, accepted, existing_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.nodes._nodes import node_at

_BOOLEANS = {"": False, "true": True, "false": False, "1": True, "0": False}


@operation(
    "DeleteClusterNode",
    "DELETE",
    "/clusters/{cluster_id}/ip/{ip}",
    is_write=True,
    allowed_in=WITH_NODES,
    plan="DeleteClusterNode",
)
def delete_cluster_node(call: Call, unit: Unit) -> Reply:
    """Start the removal of the node."""
    cluster = existing_cluster(call, unit)
    releases, forces = _boolean(call, "releaseInstance"), _boolean(call, "force")
    node = node_at(unit.world, cluster, call.parameters["ip"])
    if releases and node.charge_type != "PostPaid":
        raise errors.INSTANCE_CHARGE_TYPE(
            "releaseInstance", f"{node.instance_id} is {node.charge_type}; send false"
        )
    if node.is_lost and not forces:
        raise errors.NODE_STATE(
            "force", "send force=true", reason=f"{node.instance_id} cannot be reached"
        )
    nodes = [cluster_nodes.mark_removing(unit, node, releases=releases)]
    task = provisioning.begin(unit, cluster, "DeleteClusterNode", nodes)
    return accepted(call, cluster, task)


def _boolean(call: Call, name: str) -> bool:
    text = call.query.get(name, "").lower()
    if text not in _BOOLEANS:
        raise errors.INVALID_PARAMETER(name, "true or false")
    return _BOOLEANS[text]
