"""``GET /k8s/{cluster_id}/user_config``: the caller's kubeconfig of a cluster.

What the service does: answers a kubeconfig with the caller's certificate, for the public address of
the API server or, with ``PrivateIpAddress``, the one in the VPC, and when the certificate ends.
``TemporaryDurationMinutes`` asks for a new certificate that is good for so many minutes. There is
none before the cluster runs.

Differs from the service: keys are on the elliptic curve P-256 instead of RSA, so that they are
derived from the seed and never stored. Every caller is the account itself. Without a public address
the one in the VPC is answered. A certificate that has expired is answered until it is revoked.
Where the addresses of clusters are served, both addresses are this simulator's.
"""

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.engine.unit import Unit
from cs_simulator.operations import _kubeconfig as kubeconfig
from cs_simulator.operations._operation import Call, Deferred, operation


@operation(
    "DescribeClusterUserKubeconfig",
    "GET",
    "/k8s/{cluster_id}/user_config",
    cluster_type="ack",
    allowed_in=allowed.REACHABLE,
    is_secret=True,
)
def describe_cluster_user_kubeconfig(call: Call, unit: Unit) -> Deferred:
    """Answer the kubeconfig, and when its certificate ends."""
    return kubeconfig.answer(call, unit, kubeconfig.caller(unit.world))
