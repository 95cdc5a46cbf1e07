"""``PUT /clusters/{cluster_id}/controlplanelog``: which parts of the control plane write logs.

What the service does: takes components, project and days; the cluster is ``updating`` meanwhile.

Differs from the service: a body without components switches the logs off; whether it needs a
project of the caller's is not checked, for there is no log service here.
"""

from cs_simulator.cluster_types.ack import allowed, logs
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.operations.log_settings._changing import changed


@operation(
    "UpdateControlPlaneLog",
    "PUT",
    "/clusters/{cluster_id}/controlplanelog",
    request=logs.ControlPlaneLogRequest,
    is_write=True,
    cluster_type="ack",
    allowed_in=allowed.RUNNING,
    plan="UpdateControlPlaneLog",
    task_status=200,
)
def update_control_plane_log(call: Call, unit: Unit) -> Reply:
    """Start to change the logs."""
    cluster = kubernetes_cluster(call, unit)
    request = read_body(call, logs.ControlPlaneLogRequest)
    return changed(call, unit, logs.with_control_plane_log(cluster, request))
