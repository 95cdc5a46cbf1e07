"""``PUT /clusters/{cluster_id}/controlplanelog``: which parts of the control plane write logs.

What the service does: takes components, project and days; the cluster is ``updating`` meanwhile.

Differs from the service: a body without components switches the logs off; whether it needs a
project of the caller's is not checked, for there is no log service here.
"""

from cs_simulator.cluster_types.ack import logs
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._log_settings import CHANGEABLE, body_of, changed, kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.validation import strict


@operation(
    "UpdateControlPlaneLog",
    "PUT",
    "/clusters/{cluster_id}/controlplanelog",
    request=logs.ControlPlaneLogRequest,
    is_write=True,
    cluster_type="ack",
    allowed_in=CHANGEABLE,
    plan="UpdateControlPlaneLog",
    task_status=200,
)
def update_control_plane_log(call: Call, unit: Unit) -> Reply:
    """Start to change the logs."""
    cluster = kubernetes_cluster(call, unit)
    request = strict.read(logs.ControlPlaneLogRequest, body_of(call), call.incoming.body)
    strict.check(request, None)
    return changed(call, unit, logs.with_control_plane_log(cluster, request))
