"""``PUT /clusters/{cluster_id}/nodepools/{nodepool_id}``: change a node pool.

What the service does: changes the fields that are given, and leaves all others as they are.
``scaling_group.desired_size`` is the number of nodes afterwards, and scales both ways; a pool with
auto scaling refuses it. Most settings are those of new nodes only; labels and taints are written
onto the nodes that there are with ``update_nodes``.

Differs from the service: an empty list clears labels or taints, and means nothing elsewhere; which
lists the service clears is inferred from a fix of the Terraform provider. The old ``count`` is how
many nodes more there are to be. Nodes that are taken away are the failed ones, then the newest;
their pods are moved away first.
"""

from collections.abc import Iterator

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.cluster_types.ack.pools import auto_repair, changes, exists, growth, modify
from cs_simulator.cluster_types.ack.pools.request import ModifyNodePoolRequest
from cs_simulator.cluster_types.ack.request.lookup import AckLookup
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster, NodeGroup, Task
from cs_simulator.engine import provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._node_pools import idle_pool, started
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.validation.strict import raise_first


@operation(
    "ModifyClusterNodePool",
    "PUT",
    "/clusters/{cluster_id}/nodepools/{nodepool_id}",
    request=ModifyNodePoolRequest,
    is_write=True,
    allowed_in=allowed.WITH_POOLS,
    plan="ModifyClusterNodePool",
    task_status=200,
)
def modify_cluster_node_pool(call: Call, unit: Unit) -> Reply:
    """Change what the pool keeps, and start the task that does the rest."""
    cluster = kubernetes_cluster(call, unit)
    group = idle_pool(call, unit, cluster)
    request = read_body(call, ModifyNodePoolRequest)
    lookup = AckLookup(unit, cluster.region_id)
    raise_first(_problems(request, unit, cluster, group, lookup))

    lookup.adopt()
    task = _begin(unit, cluster, group, request)

    body = {"nodepool_id": group.group_id, "request_id": call.request_id}
    return started(call, cluster, task, body)


def _problems(
    request: ModifyNodePoolRequest,
    unit: Unit,
    cluster: Cluster,
    group: NodeGroup,
    lookup: AckLookup,
) -> Iterator[ApiError]:
    """Yield what forbids the change, what it refers to and there is not, and quotas."""
    world = unit.world
    yield from modify.problems(request, world, cluster, group)
    yield from exists.resources(request, world, lookup, cluster.vpc_id)
    yield from exists.fits_cluster(request, cluster)
    yield from auto_repair.problems(request, world, cluster)
    yield from exists.roles(request, world)
    present = len(growth.members(world, cluster, group))
    size = modify.size_after(request, world, cluster, group)
    yield from exists.quotas(world, cluster, 0 if size is None else size - present)


def _begin(unit: Unit, cluster: Cluster, group: NodeGroup, request: ModifyNodePoolRequest) -> Task:
    """Change the pool, and start the task that scales it, or else the one that updates it."""
    size = modify.size_after(request, unit.world, cluster, group)
    group = modify.changed(unit, cluster, group, request)
    task = None if size is None else growth.resize_to(unit, cluster, group, size)
    if task is None:
        parameters = {"update_nodes": bool(request.update_nodes)}
        group = unit.world.node_groups[group.group_id]
        name = "ModifyClusterNodePool"
        return provisioning.begin(unit, cluster, name, group=group, parameters=parameters)
    if request.update_nodes:
        changes.write_labels(unit, cluster, group)
    return task
