"""``PUT /clusters/{cluster_id}``: give a Kubernetes cluster more workers, as in 2018.

What the service does: takes ``num_of_nodes``, the number of workers that there are to be, and adds
those that are missing; fewer cannot be asked for.

Differs from the service: this is the way of 2018, which no document describes any more. The
workers of all pools count; the new ones belong to the default pool.
"""

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import allowed
from cs_simulator.cluster_types.ack.request.scale import ScaleRequest
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import body_of, checked
from cs_simulator.operations.clusters._scaling import add_workers, lookup_for, scalable_cluster


@operation(
    "ScaleCluster",
    "PUT",
    "/clusters/{cluster_id}",
    cluster_type="ack",
    request=ScaleRequest,
    is_write=True,
    plan="ScaleCluster",
    allowed_in=allowed.RUNNING,
)
def scale_cluster(call: Call, unit: Unit) -> Reply:
    """Validate the request, make the missing workers, and start their task."""
    cluster = scalable_cluster(call, unit)
    body = body_of(call)
    present, wanted = _workers(unit.world, cluster), body.get("num_of_nodes")
    lookup = lookup_for(unit, cluster, wanted - present if isinstance(wanted, int) else 0)
    request = checked(call, ScaleRequest, body, lookup)
    if request.num_of_nodes is None:
        raise ack_errors.MISSING_FIELD("num_of_nodes")
    if request.num_of_nodes <= present:
        raise ack_errors.INVALID_FIELD("num_of_nodes", f"more than the present {present}")

    lookup.adopt()
    return add_workers(call, unit, cluster, request, request.num_of_nodes - present)


def _workers(world: World, cluster: Cluster) -> int:
    """The number of nodes that are no masters."""
    return sum(bool(node.group_id) for node in world.nodes_of(cluster.cluster_id))
