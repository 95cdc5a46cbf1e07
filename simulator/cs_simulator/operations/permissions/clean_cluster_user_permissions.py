"""``DELETE /cluster/{cluster_id}/user/{uid}/permissions``: take a user's rights in a cluster away.

What the service does: the user has no rights in the cluster any more, and the certificates of his
kubeconfig are good no more. It refuses to do that to the account itself. The answer is empty.

Differs from the service: ``Force`` makes no difference: without it the service refuses for a user
who has called the cluster within seven days, which nobody notes here. A right in all clusters
stays, and counts in this one, too: a kubeconfig that is fetched afterwards is good. Without such a
right it is refused at the cluster's address with 401 until the user has a right in the cluster.
"""

from cs_simulator.cluster_types.ack import certificates
from cs_simulator.cluster_types.ack.user_rights import take_rights
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._kubeconfig_users import other_user_in_path
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._query import boolean


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
    cluster, uid = kubernetes_cluster(call, unit), other_user_in_path(call, unit)
    boolean(call, "Force")
    take_rights(unit, uid, (cluster.cluster_id,))
    certificates.take_away(unit, cluster, uid)
    return Reply(body=None, cluster_id=cluster.cluster_id)
