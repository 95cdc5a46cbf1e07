"""``GET /api/v2/k8s/{cluster_id}/user_config``: the caller's kubeconfig, in its old form.

What the service does: answers what DescribeClusterUserKubeconfig does, for a user and a context
named ``kubernetes-admin``, and not when the certificate ends.

Differs from the service: as DescribeClusterUserKubeconfig does.
"""

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.engine.unit import Unit
from cs_simulator.operations import _kubeconfig as kubeconfig
from cs_simulator.operations._operation import Call, Deferred, operation


@operation(
    "DescribeClusterV2UserKubeconfig",
    "GET",
    "/api/v2/k8s/{cluster_id}/user_config",
    cluster_type="ack",
    allowed_in=allowed.REACHABLE,
    is_secret=True,
)
def describe_cluster_v2_user_kubeconfig(call: Call, unit: Unit) -> Deferred:
    """Answer the kubeconfig."""
    return kubeconfig.answer(call, unit, kubeconfig.caller(unit.world), is_old=True)
