"""``clusters``: what the tenant has, as the simulator sees it; and forcing a state by hand."""

from collections.abc import Generator

from cs_simulator.domain.records import Cluster, ClusterState
from cs_simulator.engine import manual_override
from cs_simulator.engine.world import World
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.scenarios.suggestions import did_you_mean
from cs_simulator.server.control._request import ControlCall, ControlError, NotFoundError, route
from cs_simulator.server.control.contract import clusters as contract
from cs_simulator.server.control.rendering.clusters import cluster_object, cluster_with_nodes
from cs_simulator.server.service_api.incoming import has_left

# So many clusters are shown in one turn of the event loop.
_MANY = 50


@route(contract.LIST_CLUSTERS)
async def list_clusters(call: ControlCall) -> contract.ClusterList:
    """List the clusters with their nodes and tasks; only the ``cluster`` whose id is given."""
    world = (await _caught_up(call)).world
    chosen = call.request.query.get("cluster", "")
    if not chosen:
        return {"clusters": await all_clusters(call, world)}
    cluster = world.clusters.get(chosen)
    return {"clusters": [cluster_with_nodes(world, cluster)] if cluster else []}


@route(contract.GET_CLUSTER)
async def get_cluster(call: ControlCall) -> contract.Cluster:
    """Show a cluster with its nodes and tasks."""
    tenant = await _caught_up(call)
    return cluster_with_nodes(tenant.world, _cluster(tenant, call.subject))


@route(contract.PATCH_CLUSTER)
async def patch_cluster(call: ControlCall) -> contract.Cluster:
    """Force a ``state`` and end what is under way; ``deleted`` removes the cluster at once."""
    state = call.body.get("state")
    if not isinstance(state, str) or state not in set(ClusterState):
        known = ", ".join(ClusterState)
        hint = did_you_mean(state, ClusterState)
        raise ControlError(f"state is one of {known}, not {state!r}{hint}")
    tenant = await _caught_up(call)
    cluster = _cluster(tenant, call.subject)
    states = tenant.world.cluster_types[cluster.cluster_type].states
    if state not in states:
        hint = did_you_mean(state, states)
        raise ControlError(
            f"state of a {cluster.cluster_type} cluster is one of {', '.join(states)},"
            f" not {state!r}{hint}"
        )
    tenant.change(
        call.reading, lambda unit: manual_override.force(unit, cluster, ClusterState(state))
    )
    await call.simulator.keep(tenant)
    if state == ClusterState.DELETED:
        gone = cluster._replace(state=ClusterState.DELETED)
        return cluster_object(gone, groups=[], nodes=[], tasks=[])
    return cluster_with_nodes(tenant.world, _cluster(tenant, call.subject))


async def all_clusters(call: ControlCall, world: World) -> list[contract.Cluster]:
    """The clusters of a world, shown while others have their turns."""
    return await call.simulator.slices.finish(_in_pieces(world), lambda: has_left(call.request))


def _in_pieces(world: World) -> Generator[None, None, list[contract.Cluster]]:
    """The clusters; yields from time to time, and shows each one as it is then."""
    shown = []
    for number, cluster_id in enumerate(list(world.clusters.records), 1):
        cluster = world.clusters.get(cluster_id)
        if cluster is not None:
            shown.append(cluster_with_nodes(world, cluster))
        if number % _MANY == 0:
            yield
    return shown


async def _caught_up(call: ControlCall) -> Tenant:
    """The tenant, once everything due has been run."""
    tenant = await call.tenant()
    tenant.catch_up(call.reading)
    return tenant


def _cluster(tenant: Tenant, cluster_id: str) -> Cluster:
    cluster = tenant.world.clusters.get(cluster_id)
    if cluster is None:
        raise NotFoundError("cluster", cluster_id)
    return cluster
