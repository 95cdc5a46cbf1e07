"""``clusters``: what the tenant has, as the simulator sees it; and forcing a state by hand."""

from cs_simulator.domain import instants
from cs_simulator.domain.records import Cluster, ClusterState
from cs_simulator.engine import manual_override
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.server.control._request import ControlCall, ControlError, route

_INSTANTS = ("created", "updated")


@route("GET", "clusters")
async def list_clusters(call: ControlCall) -> object:
    """List the tenant's clusters with their nodes and tasks."""
    tenant = await _caught_up(call)
    return {"clusters": [_object(tenant, cluster) for cluster in tenant.world.clusters]}


@route("GET", "clusters/{cluster_id}")
async def get_cluster(call: ControlCall) -> object:
    """Show a cluster with its nodes and tasks."""
    tenant = await _caught_up(call)
    return _object(tenant, _cluster(tenant, call.subject))


@route("PATCH", "clusters/{cluster_id}", takes=("state",))
async def patch_cluster(call: ControlCall) -> object:
    """Force a ``state``, ending what is under way; ``deleted`` makes the cluster vanish."""
    state = call.body.get("state")
    if not isinstance(state, str) or state not in set(ClusterState):
        raise ControlError(f"state is one of {', '.join(ClusterState)}")
    tenant = await _caught_up(call)
    cluster = _cluster(tenant, call.subject)
    tenant.change(
        call.simulator.edge.monotonic(),
        lambda unit: manual_override.force(unit, cluster, ClusterState(state)),
    )
    await call.simulator.keep(tenant)
    if state == ClusterState.DELETED:
        return {"cluster_id": cluster.cluster_id, "state": state}
    return _object(tenant, _cluster(tenant, call.subject))


async def _caught_up(call: ControlCall) -> Tenant:
    tenant = await call.tenant()
    tenant.catch_up(call.simulator.edge.monotonic())
    return tenant


def _cluster(tenant: Tenant, cluster_id: str) -> Cluster:
    cluster = tenant.world.clusters.get(cluster_id)
    if cluster is None:
        raise ControlError(f"there is no cluster {cluster_id!r}", status=404, code="NotFound")
    return cluster


def _object(tenant: Tenant, cluster: Cluster) -> dict[str, object]:
    world = tenant.world
    nodes = world.nodes_of(cluster.cluster_id)
    tasks = [world.tasks[task_id] for task_id in world.cluster_tasks[cluster.cluster_id]]
    return _plain(cluster) | {
        "nodes": [_plain(node) for node in nodes],
        "tasks": [_plain(task) for task in tasks],
    }


def _plain(record: tuple[object, ...]) -> dict[str, object]:
    """A record's fields; its instants as texts."""
    fields: dict[str, object] = record._asdict()  # type: ignore[attr-defined]
    del fields["serial"]
    for name in _INSTANTS:
        fields[name] = instants.as_exact_text(fields[name])  # type: ignore[arg-type]
    return fields
