"""``DELETE /cluster/{cluster_id}/user/{uid}/permissions``: take a user's rights in a cluster away.

What the service does: the user has no rights in the cluster any more, and the certificates of his
kubeconfig are good no more. The answer is empty.

Differs from the service: ``Force`` makes no difference.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations import _kubeconfig as kubeconfig
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._kubeconfig_users import user_in_path
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._query import boolean
from cs_simulator.operations.permissions._rights import put_rights, rights_of


@operation(
    "CleanClusterUserPermissions",
    "DELETE",
    "/cluster/{cluster_id}/user/{uid}/permissions",
    cluster_type="ack",
    is_write=True,
    returns_nothing=True,
)
def clean_cluster_user_permissions(call: Call, unit: Unit) -> Reply:
    """Take the rights and the kubeconfig away."""
    cluster, uid = kubernetes_cluster(call, unit), user_in_path(call)
    boolean(call, "Force")
    rights = rights_of(unit.world, uid)
    put_rights(unit, uid, [right for right in rights if right["cluster"] != cluster.cluster_id])
    if kubeconfig.has_own(cluster, uid):
        kubeconfig.renew(unit, cluster, uid, revokes=True)
    return Reply(body=None, cluster_id=cluster.cluster_id)
