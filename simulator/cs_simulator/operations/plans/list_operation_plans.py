"""``GET /operation/plans``: operations that the service has planned by itself, such as upgrades.

What the service does: lists them for the account, or for one cluster.

Differs from the service: an upgrade policy that clusters have is kept and shown, but nothing is
planned by it, so there are never any. A cluster that does not exist is refused.
"""

from cs_simulator.catalog import errors
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation


@operation("ListOperationPlans", "GET", "/operation/plans")
def list_operation_plans(call: Call, unit: Unit) -> Reply:
    """Answer that nothing is planned."""
    return planned(call, unit)


def planned(call: Call, unit: Unit) -> Reply:
    """The answer of a list; raises ``ErrorClusterNotFound`` for a cluster that does not exist."""
    cluster_id = call.query.get("cluster_id", "")
    if cluster_id and cluster_id.lower() not in unit.world.clusters.records:
        raise errors.CLUSTER_NOT_FOUND(cluster_id=cluster_id)
    return Reply(body={"plans": []}, cluster_id=cluster_id.lower())
