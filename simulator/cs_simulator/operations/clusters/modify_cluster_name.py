"""``POST /clusters/{cluster_id}/name/{cluster_name}``: rename a cluster.

What the service does: renames at once, without a task; ``ErrorClusterNameAlreadyExist`` for a name
that is taken, also by the cluster itself: Terraform sends that and ignores the refusal.

Differs from the service: the answer is not known; ours names the cluster and the request.
"""

from cs_simulator.catalog import errors
from cs_simulator.domain.records import ClusterState
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import existing_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.validation import field_rules


@operation(
    "ModifyClusterName",
    "POST",
    "/clusters/{cluster_id}/name/{cluster_name}",
    is_write=True,
    allowed_in=frozenset(ClusterState) - {ClusterState.DELETING, ClusterState.DELETED},
)
def modify_cluster_name(call: Call, unit: Unit) -> Reply:
    """Rename the cluster."""
    cluster = existing_cluster(call, unit)
    name = call.parameters["cluster_name"]
    problem = field_rules.ClusterName().check("cluster_name", name)
    if problem:
        raise problem
    if name in unit.world.by_name:
        raise errors.NAME_ALREADY_EXISTS("cluster_name", f"{name!r} is taken")
    unit.put(unit.world.clusters, cluster._replace(name=name, updated=unit.now))
    message = f"Rename cluster from {cluster.name} to {name}"
    unit.log(cluster, message)
    unit.event(cluster, "cluster_modify", "Succeeded", message)
    return Reply(
        body={"cluster_id": cluster.cluster_id, "request_id": call.request_id},
        cluster_id=cluster.cluster_id,
    )
