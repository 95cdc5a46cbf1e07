"""``POST /api/v2/clusters/{cluster_id}``: add workers to a Kubernetes cluster, without a pool.

What the service does: adds a number of nodes to the default node pool, which it makes if there is
none; the cluster is ``scaling`` meanwhile, also if some nodes fail.

Differs from the service: what the body says about the workers counts for the new ones only, and for
the pool if it is made here. A login is not insisted on.
"""

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import allowed
from cs_simulator.cluster_types.ack.request.scale import ScaleRequest
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import body_of, checked
from cs_simulator.operations.clusters._scaling import add_workers, lookup_for, scalable_cluster


@operation(
    "ScaleOutCluster",
    "POST",
    "/api/v2/clusters/{cluster_id}",
    cluster_type="ack",
    request=ScaleRequest,
    is_write=True,
    plan="ScaleOutCluster",
    allowed_in=allowed.RUNNING,
)
def scale_out_cluster(call: Call, unit: Unit) -> Reply:
    """Validate the request, make the workers, and start their task."""
    cluster = scalable_cluster(call, unit)
    body = body_of(call)
    count = body.get("count")
    lookup = lookup_for(unit, cluster, count if isinstance(count, int) else 0)
    request = checked(call, ScaleRequest, body, lookup)
    if not request.count:
        raise ack_errors.MISSING_FIELD("count")

    lookup.adopt()
    return add_workers(call, unit, cluster, request, request.count)
