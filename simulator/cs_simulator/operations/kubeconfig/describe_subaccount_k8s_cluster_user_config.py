"""``GET /k8s/{cluster_id}/users/{uid}/user_config``: the kubeconfig of another user of the account.

What the service does: answers what DescribeClusterUserKubeconfig does, for the user of that number.

Differs from the service: as DescribeClusterUserKubeconfig does; every number is that of a user. The
kubeconfig of a user whose rights were cleaned is refused at the cluster's address with 401, where
the service refuses each call for the lack of a right.
"""

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.engine.unit import Unit
from cs_simulator.operations import _kubeconfig as kubeconfig
from cs_simulator.operations._kubeconfig_users import user_in_path
from cs_simulator.operations._operation import Call, Deferred, operation


@operation(
    "DescribeSubaccountK8sClusterUserConfig",
    "GET",
    "/k8s/{cluster_id}/users/{uid}/user_config",
    cluster_type="ack",
    allowed_in=allowed.REACHABLE,
    is_secret=True,
)
def describe_subaccount_k8s_cluster_user_config(call: Call, unit: Unit) -> Deferred:
    """Answer the kubeconfig, and when its certificate ends."""
    return kubeconfig.answer(call, unit, user_in_path(call))
