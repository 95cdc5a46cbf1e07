"""Where the control plane of a cluster writes its logs, and changes of that."""

from tests.sdk.typed import there as given
from tests.sdk.typed.rows._row import CLUSTER, row


@row("CheckControlPlaneLogEnable", given.a_cluster, *CLUSTER)
def _describes_the_logs(there, answer):
    assert answer["components"] == ["apiserver", "kcm", "scheduler"]
    assert answer["log_project"] == f"k8s-log-{there.ids['cluster_id']}"
    assert answer["log_ttl"] == "30"


CHANGE = {
    "aliuid": "1234567890123456",
    "components": ["apiserver", "ccm"],
    "log_project": "mine",
    "log_ttl": "90",
}


@row(
    "UpdateControlPlaneLog", given.a_cluster, *CLUSTER, task="cluster_configuration_modify",
    request=CHANGE,
)  # fmt: skip
def _changes_the_logs(there, answer):
    assert there.ask("CheckControlPlaneLogEnable", "cluster_id").raw == CHANGE


@row("GetClusterAuditProject", given.a_cluster, *CLUSTER)
def _describes_the_audit_log(there, answer):
    project = f"k8s-log-{there.ids['cluster_id']}"
    assert answer == {"audit_enabled": True, "sls_project_name": project}


@row(
    "UpdateClusterAuditLogConfig", given.a_cluster, *CLUSTER,
    task="cluster_configuration_modify", request={"disable": False, "sls_project_name": "mine"},
)  # fmt: skip
def _moves_the_audit_log(there, answer):
    present = there.ask("GetClusterAuditProject", "cluster_id").raw
    assert present == {"audit_enabled": True, "sls_project_name": "mine"}
    there.ask("UpdateClusterAuditLogConfig", "cluster_id", request={"disable": True})
    assert there.ask("GetClusterAuditProject", "cluster_id").raw["audit_enabled"] is False
