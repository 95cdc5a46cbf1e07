"""``GET /clusters/{cluster_id}/controlplanelog``: which parts of the control plane write logs.

What the service does: answers the components, the log project and the days that lines are kept.
Terraform asks this whenever it reads a cluster, and fails if it gets no answer.

Differs from the service: the account is the one that a caller named with the settings, or empty;
without logs, project and days are empty, too.
"""

from cs_simulator.cluster_types.ack import logs
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation


@operation(
    "CheckControlPlaneLogEnable",
    "GET",
    "/clusters/{cluster_id}/controlplanelog",
    cluster_type="ack",
)
def check_control_plane_log_enable(call: Call, unit: Unit) -> Reply:
    """Answer the settings."""
    cluster = kubernetes_cluster(call, unit)
    return Reply(body=logs.control_plane_log(cluster), cluster_id=cluster.cluster_id)
