"""Where the logs of a Kubernetes cluster's control plane go, and its audit log."""

import pytest
from cs_simulator.cluster_types.ack.cluster_type import ACK
from cs_simulator.domain.records import ClusterState

from tests.support.worlds import a_running_cluster, a_tenant, call, put_in_state, settle

LOG, AUDIT = "controlplanelog", "audit"
OFF = {"aliuid": "", "components": [], "log_project": "", "log_ttl": ""}
NO_AUDIT = {"audit_enabled": False, "sls_project_name": ""}


class Cluster:
    """A running Kubernetes cluster."""

    def __init__(self, **creation):
        self.tenant = a_tenant()
        created = call(self.tenant, "POST", "/clusters", ACK.creation.example(creation, 1)).ok()
        self.cluster_id = created["cluster_id"]
        settle(self.tenant)

    def call(self, method, path="", body=None):
        return call(self.tenant, method, f"/clusters/{self.cluster_id}{path}", body)

    def get(self, subject):
        return self.call("GET", f"/{subject}").ok()


def test_a_new_cluster_writes_no_logs():
    cluster = Cluster()
    assert cluster.get(LOG) == OFF
    assert cluster.get(AUDIT) == NO_AUDIT


def test_a_creation_says_which_logs_there_are():
    cluster = Cluster(
        controlplane_log_components=["apiserver", "kcm"],
        controlplane_log_ttl="90",
        audit_log_config={"enabled": True, "sls_project_name": "mine"},
    )
    assert cluster.get(LOG) == {
        "aliuid": "",
        "components": ["apiserver", "kcm"],
        "log_project": "mine",
        "log_ttl": "90",
    }
    assert cluster.get(AUDIT) == {"audit_enabled": True, "sls_project_name": "mine"}


def test_the_logs_are_changed_by_a_task_while_the_cluster_is_updating():
    cluster = Cluster()
    body = {"components": ["scheduler"], "aliuid": "161"}
    answer = cluster.call("PUT", f"/{LOG}", body)
    assert answer.status == 200
    assert answer.body.keys() == {"cluster_id", "request_id", "task_id"}
    assert cluster.call("GET").ok()["state"] == "updating"
    settle(cluster.tenant)
    assert cluster.call("GET").ok()["state"] == "running"
    task = call(cluster.tenant, "GET", f"/tasks/{answer.body['task_id']}").ok()
    assert (task["state"], task["task_type"]) == ("success", "cluster_configuration_modify")
    assert cluster.get(LOG) == {
        "aliuid": "161",
        "components": ["scheduler"],
        "log_project": f"k8s-log-{cluster.cluster_id}",
        "log_ttl": "30",
    }

    cluster.call("PUT", f"/{LOG}", {"components": [], "log_project": "p", "log_ttl": "7"}).ok()
    settle(cluster.tenant)
    assert cluster.get(LOG) == {**OFF, "aliuid": "161"}


def test_the_audit_log_is_switched_on_and_off():
    cluster = Cluster()
    cluster.call("PUT", "/audit_log", {"sls_project_name": "mine"}).ok()
    settle(cluster.tenant)
    assert cluster.get(AUDIT) == {"audit_enabled": True, "sls_project_name": "mine"}
    cluster.call("PUT", "/audit_log", {"disable": True}).ok()
    settle(cluster.tenant)
    assert cluster.get(AUDIT) == NO_AUDIT


@pytest.mark.parametrize(
    ("body", "piece"),
    [
        ({"components": ["etcd"]}, "one of apiserver, kcm"),
        ({"components": [True]}, "expected=string"),
        ({"log_ttl": "a month"}, "log_ttl"),
        ([], "JSON object"),
    ],
)
def test_what_is_wrong_with_new_settings_is_said(body, piece):
    refused = Cluster().call("PUT", f"/{LOG}", body)
    assert refused.status == 400
    assert piece in refused.body["message"]


@pytest.mark.parametrize("path", [f"/{LOG}", "/audit_log"])
def test_settings_change_while_the_cluster_runs_only(path):
    cluster = Cluster()
    put_in_state(cluster.tenant, cluster.cluster_id, ClusterState.UPDATING)
    refused = cluster.call("PUT", path, {"components": []})
    assert refused.status in (400, 409)
    assert "updating" in refused.body["message"]


def test_swarm_clusters_have_no_such_logs():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant)
    for subject in (LOG, AUDIT):
        refused = call(tenant, "GET", f"/clusters/{cluster_id}/{subject}")
        assert (refused.status, refused.body["code"]) == (501, "OperationNotModelled")
    assert call(tenant, "GET", f"/clusters/c0/{LOG}").status == 404
