"""``PUT /clusters/{cluster_id}/audit_log``: switch the audit log of the API server on or off.

What the service does: takes ``disable`` and the name of a log project; the cluster is ``updating``
meanwhile. Without the service role for it the log is not switched on.

Differs from the service: that the project exists is not checked, for there is no log service here.
"""

from cs_simulator.cluster_types.ack import allowed, logs
from cs_simulator.cluster_types.ack.request import role_rules
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.operations.log_settings._changing import changed


@operation(
    "UpdateClusterAuditLogConfig",
    "PUT",
    "/clusters/{cluster_id}/audit_log",
    request=logs.AuditLogConfigRequest,
    is_write=True,
    cluster_type="ack",
    allowed_in=allowed.RUNNING,
    plan="UpdateClusterAuditLogConfig",
    task_status=200,
)
def update_cluster_audit_log_config(call: Call, unit: Unit) -> Reply:
    """Start to change the audit log."""
    cluster = kubernetes_cluster(call, unit)
    request = read_body(call, logs.AuditLogConfigRequest)
    if not request.disable:
        role_rules.check_granted(unit.world, (role_rules.AUDIT,))
    return changed(call, unit, logs.with_audit_log(cluster, request))
