"""``DELETE /k8s/{cluster_id}/certs``: revoke the caller's kubeconfig of a cluster.

What the service does: the certificates that the caller got are good no more, and the next call for
a kubeconfig answers a new one.

Differs from the service: nothing but that every caller is the account itself.
"""

from cs_simulator.cluster_types.ack import allowed, certificates
from cs_simulator.engine.unit import Unit
from cs_simulator.operations import _kubeconfig as kubeconfig
from cs_simulator.operations._operation import Call, Reply, operation


@operation(
    "RevokeK8sClusterKubeConfig",
    "DELETE",
    "/k8s/{cluster_id}/certs",
    is_write=True,
    cluster_type="ack",
    allowed_in=allowed.REACHABLE,
)
def revoke_k8s_cluster_kube_config(call: Call, unit: Unit) -> Reply:
    """Revoke the caller's certificates."""
    cluster = kubeconfig.cluster_of(call, unit)
    certificates.renew(unit, cluster, kubeconfig.caller(unit.world), revokes=True)
    return Reply(body={}, cluster_id=cluster.cluster_id)
