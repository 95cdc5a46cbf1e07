"""``POST /clusters/{cluster_id}/nodepools``: add a node pool to a cluster.

What the service does: checks the request, answers the ids of the pool and of its task, and makes
the nodes over the next minutes. With nodes the pool is ``scaling``, without ``initial`` for a
moment; then it is ``active``, also if some nodes failed.

Differs from the service: which checks are made at once, their order and most of their codes are
not documented; the choice here is listed among the assumptions (catalog/README.md). Key pair and
password may both be absent, since the Terraform provider sends neither by default.
"""

from collections.abc import Iterator

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import allowed
from cs_simulator.cluster_types.ack.pools import auto_repair, exists, make
from cs_simulator.cluster_types.ack.pools.request import NodePoolRequest
from cs_simulator.cluster_types.ack.request.lookup import AckLookup
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._node_pools import started, with_machines
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.validation.strict import raise_first


@operation(
    "CreateClusterNodePool",
    "POST",
    "/clusters/{cluster_id}/nodepools",
    request=NodePoolRequest,
    is_write=True,
    allowed_in=allowed.WITH_POOLS,
    plan="CreateClusterNodePool",
    task_status=200,
)
def create_cluster_node_pool(call: Call, unit: Unit) -> Reply:
    """Validate the request, make the pool, and start its creation."""
    cluster = with_machines(kubernetes_cluster(call, unit))
    request = read_body(call, NodePoolRequest)
    lookup = AckLookup(unit, cluster.region_id)
    raise_first(_problems(request, unit, cluster, lookup))

    lookup.adopt()
    group = make.make_pool(unit, cluster, request)
    task = make.begin_creation(unit, cluster, group)

    body = {"nodepool_id": group.group_id, "request_id": call.request_id}
    return started(call, cluster, task, body)


def _problems(
    request: NodePoolRequest, unit: Unit, cluster: Cluster, lookup: AckLookup
) -> Iterator[ApiError]:
    """Yield what is wrong with a request whose fields are right: what it refers to, and quotas."""
    name = request.nodepool_info.name
    if any(group.name == name for group in unit.world.groups_of(cluster.cluster_id)):
        yield ack_errors.NODE_POOL_NAME_TAKEN(name=name, cluster_id=cluster.cluster_id)
    yield from exists.resources(request, unit.world, lookup, cluster.vpc_id)
    yield from exists.fits_cluster(request, cluster)
    yield from auto_repair.problems(request, unit.world, cluster)
    yield from exists.roles(request, unit.world)
    yield from exists.quotas(unit.world, cluster, exists.size_of(request), more_pools=1)
