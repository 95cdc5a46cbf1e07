"""``GET /clusters/{cluster_id}/certs``: what a client needs to talk to the cluster's own address.

What the service does: answers the certificate of the authority, and a client certificate with
its private key, in PEM; every call answers the same ones. There are none before the cluster runs.

Differs from the service: keys are on the elliptic curve P-256 instead of RSA, so that the key of a
cluster is derived from the seed and never stored; all clusters have the authority of this
simulator.
"""

from cs_simulator.domain.records import ClusterState
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import existing_cluster
from cs_simulator.operations._operation import (
    Call,
    Deferred,
    Reply,
    operation,
)
from cs_simulator.operations._questions import CertificateQuery

_UP = frozenset(
    {
        ClusterState.RUNNING,
        ClusterState.INACTIVE,
        ClusterState.SCALING,
        ClusterState.UPDATING,
    }
)


@operation(
    "DescribeClusterCerts",
    "GET",
    "/clusters/{cluster_id}/certs",
    ram_action="GetClusterCerts",
    allowed_in=_UP,
    is_secret=True,
)
def describe_cluster_certs(call: Call, unit: Unit) -> Deferred:
    """Answer the certificates and the key."""
    cluster = existing_cluster(call, unit)
    key = unit.random_for("certificate", cluster.cluster_id).number(256)
    return Deferred(
        CertificateQuery(cluster.cluster_id, key),
        lambda pems: Reply(
            body={"ca": pems.authority, "cert": pems.certificate, "key": pems.key},
            cluster_id=cluster.cluster_id,
        ),
    )
