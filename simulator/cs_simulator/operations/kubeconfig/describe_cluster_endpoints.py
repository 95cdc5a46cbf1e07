"""``GET /clusters/{cluster_id}/endpoints``: where the API server of a cluster is reached.

What the service does: answers the addresses that ``master_url`` of the cluster has as a text, in an
object. Older clients and data sources of Terraform ask for them.

Differs from the service: there are no addresses of dashboards and tunnels, which old clusters had.
"""

import orjson

from cs_simulator.cluster_types.ack import endpoints
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation


@operation(
    "DescribeClusterEndpoints",
    "GET",
    "/clusters/{cluster_id}/endpoints",
    cluster_type="ack",
)
def describe_cluster_endpoints(call: Call, unit: Unit) -> Reply:
    """Answer the addresses that there are so far."""
    cluster = kubernetes_cluster(call, unit, "one address, their master_url")
    addresses = orjson.Fragment(endpoints.master_url(cluster))
    return Reply(body=addresses, cluster_id=cluster.cluster_id)
