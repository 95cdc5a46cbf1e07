"""``GET /clusters/{cluster_id}/audit``: whether the API server writes an audit log, and where to.

What the service does: answers a flag and the name of the log project. Terraform asks this whenever
it reads a cluster, and fails if it gets no answer.

Differs from the service: without an audit log the name of the project is empty.
"""

from cs_simulator.cluster_types.ack import logs
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation


@operation("GetClusterAuditProject", "GET", "/clusters/{cluster_id}/audit", cluster_type="ack")
def get_cluster_audit_project(call: Call, unit: Unit) -> Reply:
    """Answer the flag and the project."""
    cluster = kubernetes_cluster(call, unit)
    return Reply(body=logs.audit_log(cluster), cluster_id=cluster.cluster_id)
