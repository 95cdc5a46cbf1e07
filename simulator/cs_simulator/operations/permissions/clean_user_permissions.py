"""``DELETE /users/{uid}/permissions``: take a user's rights and kubeconfigs on clusters away.

What the service does: starts a task by whose end the user has no rights in the clusters any more,
and the certificates of his kubeconfigs are good no more. ``ClusterIds`` names the clusters; without
it they are all clusters of the account. It refuses to do that to the account itself.

Differs from the service: the task is one of the first of the clusters that is not being deleted,
and of the first if all are; it is lost with that cluster, and an account without Kubernetes
clusters is refused. A right in all clusters is taken away only if no clusters are named; one that
stays counts in those that are named, too. ``Force`` and kubeconfigs that are fetched afterwards: as
in CleanClusterUserPermissions. ``ClusterIds`` without a cluster and other keys of the query are
refused, since the call would be about all clusters.
"""

from cs_simulator.catalog import ack_errors
from cs_simulator.domain.records import Cluster
from cs_simulator.domain.records import ClusterState as S
from cs_simulator.engine import naming, provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._kubeconfig_users import other_user_in_path
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._query import boolean, only, texts
from cs_simulator.operations.permissions._rights import cluster_with_rights

_GOING = frozenset({S.DELETING, S.DELETE_FAILED})


@operation(
    "CleanUserPermissions",
    "DELETE",
    "/users/{uid}/permissions",
    is_write=True,
    plan="CleanUserPermissions",
    task_status=200,
)
def clean_user_permissions(call: Call, unit: Unit) -> Reply:
    """Start to take the rights and the kubeconfigs away."""
    only(call, "ClusterIds", "Force")
    uid, named = other_user_in_path(call, unit), texts(call, "ClusterIds")
    if not named and "ClusterIds" in call.query:
        raise ack_errors.INVALID_FIELD("ClusterIds", "at least one cluster, or left out for all")
    boolean(call, "Force")
    clusters = [cluster_with_rights(call, unit.world, each) for each in named]
    clusters = clusters or _all(unit.world)
    if not clusters:
        raise ack_errors.INVALID_FIELD("ClusterIds", "a cluster: the account has none")
    host = next((each for each in clusters if each.state not in _GOING), clusters[0])
    cluster_ids = dict.fromkeys(each.cluster_id for each in clusters)
    everywhere = () if named else ("",)
    task = provisioning.begin(
        unit,
        host,
        call.operation.plan,
        parameters={"uid": uid, "cluster_ids": [*cluster_ids, *everywhere]},
        task_id=naming.cleaning_task_id(unit, uid),
    )
    return Reply(
        status=call.operation.task_status,
        body={"request_id": call.request_id, "task_id": task.task_id},
        cluster_id=host.cluster_id,
        task_id=task.task_id,
    )


def _all(world: World) -> list[Cluster]:
    return [cluster for cluster in world.clusters if cluster.cluster_type == "ack"]
