"""``DELETE /clusters/{cluster_id}/nodepools/{nodepool_id}``: delete a node pool.

What the service does: refuses a pool that has nodes unless ``force`` is true; then the nodes go
with it. The pool is ``deleting`` until it no longer exists. A deletion that failed, and left the
pool ``delete_failed``, can be repeated.

Differs from the service: the code for a pool with nodes is not known, ours is
``InvalidNodePoolStatus.NotEmpty``. A repeated call answers the task in progress. Default pools and
last pools are deleted like all others. The auto-repair policy that is the pool's own goes with it,
changed or not; if other pools follow it, it stays, and is like one that a call has made.
"""

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import allowed
from cs_simulator.cluster_types.ack.pools.states import DELETABLE
from cs_simulator.domain.records import Cluster, NodeGroup, Task
from cs_simulator.engine import cluster_nodes, provisioning, task_completion
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._node_pools import existing_pool, must_not_be_held, started
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._query import boolean


@operation(
    "DeleteClusterNodepool",
    "DELETE",
    "/clusters/{cluster_id}/nodepools/{nodepool_id}",
    is_write=True,
    allowed_in=allowed.WITH_POOLS,
    plan="DeleteClusterNodepool",
    task_status=200,
)
def delete_cluster_nodepool(call: Call, unit: Unit) -> Reply:
    """Start the deletion, or answer the task of the one in progress."""
    cluster = kubernetes_cluster(call, unit)
    group = existing_pool(call, unit, cluster)
    force = boolean(call, "force")
    task = _in_progress(unit.world, group)
    if task is None:
        _refuse(unit.world, cluster, group, force=force)
        task_completion.cancel(unit, cluster, "the node pool is being deleted", group)
        task = provisioning.begin(unit, cluster, "DeleteClusterNodepool", group=group)
    return started(call, cluster, task)


def _in_progress(world: World, group: NodeGroup) -> Task | None:
    tasks = provisioning.running_tasks(world, group.cluster_id, group.group_id)
    return next((task for task in tasks if world.cluster_types.plans[task.plan].is_deletion), None)


def _refuse(world: World, cluster: Cluster, group: NodeGroup, *, force: bool) -> None:
    """Raise the refusal of a pool whose state does not allow it, or that has nodes."""
    if group.state not in DELETABLE and not (force and group.state in ("initial", "scaling")):
        raise ack_errors.NODE_POOL_BUSY(state=group.state)
    must_not_be_held(world, cluster, group)
    count = cluster_nodes.count(world, cluster, group)
    if count and not force:
        raise ack_errors.NODE_POOL_NOT_EMPTY(nodes=count)
