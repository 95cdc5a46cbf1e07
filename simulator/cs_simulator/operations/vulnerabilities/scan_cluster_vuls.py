"""``POST /clusters/{cluster_id}/vuls/scan``: look for vulnerabilities of a cluster's nodes now.

What the service does: starts a task that scans all nodes; what it found is answered by
DescribeClusterVuls and DescribeNodePoolVuls.

Differs from the service: a scan takes about a minute, however many nodes there are, and sees the
nodes that have joined by its end. Several scans may be under way.
"""

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.cluster_types.ack.pools.vulnerabilities import SCAN
from cs_simulator.engine import provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._node_pools import started
from cs_simulator.operations._operation import Call, Reply, operation


@operation(
    SCAN,
    "POST",
    "/clusters/{cluster_id}/vuls/scan",
    is_write=True,
    cluster_type="ack",
    allowed_in=allowed.WITH_POOLS,
    plan=SCAN,
    task_status=200,
)
def scan_cluster_vuls(call: Call, unit: Unit) -> Reply:
    """Start to scan the nodes."""
    cluster = kubernetes_cluster(call, unit)
    return started(call, cluster, provisioning.begin(unit, cluster, SCAN))
