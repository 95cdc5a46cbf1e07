"""``pools``: the node pools of the tenant's clusters; and forcing a state by hand."""

from cs_simulator.domain.records import Cluster, NodeGroup
from cs_simulator.engine import manual_override
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.scenarios.suggestions import did_you_mean
from cs_simulator.server.control._request import ControlCall, ControlError, NotFoundError, route
from cs_simulator.server.control.contract import clusters as contract
from cs_simulator.server.control.rendering.clusters import pool_with_nodes

GONE = "deleted"


@route(contract.LIST_POOLS)
async def list_pools(call: ControlCall) -> contract.PoolList:
    """List the node pools with their nodes and tasks; of one ``cluster`` if its id is given."""
    world = (await _caught_up(call)).world
    cluster_id = call.request.query.get("cluster", "")
    groups = world.groups_of(cluster_id) if cluster_id else list(world.node_groups)
    return {"pools": [pool_with_nodes(world, group) for group in groups]}


@route(contract.GET_POOL)
async def get_pool(call: ControlCall) -> contract.Pool:
    """Show a node pool with its nodes and tasks."""
    tenant = await _caught_up(call)
    return pool_with_nodes(tenant.world, _pool(tenant, call.subject))


@route(contract.PATCH_POOL)
async def patch_pool(call: ControlCall) -> contract.Pool:
    """Force a ``state`` and end what is under way; ``deleted`` removes the pool at once."""
    tenant = await _caught_up(call)
    group = _pool(tenant, call.subject)
    cluster, state = tenant.world.clusters[group.cluster_id], call.body.get("state")
    states = [*tenant.world.cluster_types[cluster.cluster_type].group_states, GONE]
    if not isinstance(state, str) or state not in states:
        hint = did_you_mean(state, states)
        raise ControlError(f"state is one of {', '.join(states)}, not {state!r}{hint}")
    return await _forced(call, tenant, cluster, group, state)


async def _forced(
    call: ControlCall, tenant: Tenant, cluster: Cluster, group: NodeGroup, state: str
) -> contract.Pool:
    """The pool once it is in that state; of one that is gone, without nodes and tasks."""
    before = pool_with_nodes(tenant.world, group)
    tenant.change(
        call.reading, lambda unit: manual_override.force_group(unit, cluster, group, state)
    )
    await call.simulator.keep(tenant)
    if state == GONE:
        return {**before, "state": GONE, "nodes": [], "tasks": []}
    return pool_with_nodes(tenant.world, _pool(tenant, group.group_id))


async def _caught_up(call: ControlCall) -> Tenant:
    """The tenant, once everything due has been run."""
    tenant = await call.tenant()
    tenant.catch_up(call.reading)
    return tenant


def _pool(tenant: Tenant, nodepool_id: str) -> NodeGroup:
    group = tenant.world.node_groups.get(nodepool_id)
    if group is None:
        raise NotFoundError("node pool", nodepool_id)
    return group
